package org.carejourney.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page needs to know. */
@ControllerAdvice
class PageFrame {

  private static final String ROLE = "ROLE_";

  private final Moments moments;
  private final Dictionary dictionary;
  private final boolean demo;

  PageFrame(Moments moments, Dictionary dictionary, Environment environment) {
    this.moments = moments;
    this.dictionary = dictionary;
    this.demo = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @ModelAttribute
  void frame(@Nullable Principal caller, Locale browser, HttpServletRequest request, Model model) {
    Locale reader = Languages.of(browser);
    model.addAttribute("viewer", viewer(caller));
    model.addAttribute("reader", reader);
    model.addAttribute("say", dictionary.in(reader));
    model.addAttribute("moments", moments.in(reader));
    model.addAttribute("demo", demo);
    // Resolved only where a page writes it down: reading alone makes no session.
    model.addAttribute("csrf", request.getAttribute(CsrfToken.class.getName()));
  }

  private static Viewer viewer(@Nullable Principal caller) {
    if (!(caller instanceof Authentication known) || !known.isAuthenticated()) {
      return new Viewer(null, Set.of());
    }
    return new Viewer(
        known.getName(),
        known.getAuthorities().stream()
            .map(authority -> authority.getAuthority())
            .filter(authority -> authority.startsWith(ROLE))
            .map(authority -> authority.substring(ROLE.length()))
            .collect(Collectors.toUnmodifiableSet()));
  }
}
