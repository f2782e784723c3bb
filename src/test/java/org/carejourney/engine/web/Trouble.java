package org.carejourney.engine.web;

import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Goes wrong in every way that code can. */
@RestController
@RequestMapping("/api/trouble")
class Trouble {

  @GetMapping("/{kind}")
  Map<String, Object> cause(@PathVariable String kind) {
    if (kind.equals("deep")) {
      throw new StackOverflowError("secret");
    }
    throw switch (kind) {
      case "lost-race" -> new OptimisticLockingException("secret");
      case "task-gone" -> new IllegalStateException(new NullValueException("secret"));
      default -> new IllegalStateException("secret");
    };
  }

  @GetMapping("/echo")
  Map<String, Object> echo(@RequestParam String text) {
    return Map.of("text", text);
  }
}
