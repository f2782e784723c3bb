package org.carejourney.engine.login;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Our own forms to log in and out; Spring Security handles what they post. */
@Controller
class LoginPage {

  static final String PATH = "/care/login";

  @GetMapping("/")
  String root() {
    return "redirect:/care";
  }

  @GetMapping(PATH)
  String form(
      @Nullable Principal caller,
      @RequestParam(required = false) @Nullable String failed,
      @RequestParam(required = false) @Nullable String goodbye,
      Model model) {
    if (caller != null) {
      return "redirect:/care";
    }
    model.addAttribute("failed", failed != null);
    model.addAttribute("goodbye", goodbye != null);
    return "engine/login";
  }

  @GetMapping("/care/logout")
  String logout() {
    return "engine/logout";
  }
}
