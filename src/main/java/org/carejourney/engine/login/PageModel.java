package org.carejourney.engine.login;

import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * What every page of ours may use: {@code csrf} for its forms (parameterName, headerName, token)
 * and {@code caller} for what to show (id, roles).
 */
@ControllerAdvice
class PageModel {

  @ModelAttribute("csrf")
  CsrfToken csrf(CsrfToken token) {
    return token;
  }

  @ModelAttribute("caller")
  Map<String, Object> caller(Authentication caller) {
    return caller == null
        ? Map.of("id", "", "roles", List.of())
        : Map.of("id", caller.getName(), "roles", Users.groups(caller));
  }
}
