package org.carejourney.messaging.web;

import java.security.Principal;
import org.carejourney.messaging.UnsentMessages;
import org.carejourney.messaging.UnsentMessages.Words;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a member of staff decides on a message that has not gone yet. */
@Controller
class UnsentDecision {

  private final UnsentMessages unsent;

  UnsentDecision(UnsentMessages unsent) {
    this.unsent = unsent;
  }

  @PostMapping("/care/messages/{id}/cancel")
  String cancel(
      @PathVariable String id, @RequestParam(defaultValue = "") String reason, Principal caller) {
    unsent.cancel(id, caller.getName(), reason);
    return back();
  }

  @PostMapping("/care/messages/{id}/words")
  String change(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String reason,
      Principal caller) {
    unsent.change(id, new Words(subject, text), caller.getName(), reason);
    return back();
  }

  private static String back() {
    return "redirect:/care/messages/{id}";
  }
}
