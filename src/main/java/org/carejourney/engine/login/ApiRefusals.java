package org.carejourney.engine.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.carejourney.engine.guard.ProblemAnswer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;

/** How a program hears that it may not: always a problem, never a redirect. */
final class ApiRefusals {

  private ApiRefusals() {}

  static void unknownCaller(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    // A browser would pop up its own dialogue and then send the password for ever.
    if (request.getHeader("Sec-Fetch-Mode") == null) {
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Carejourney\", charset=\"UTF-8\"");
    }
    boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    ProblemAnswer.write(
        response,
        HttpStatus.UNAUTHORIZED,
        "login",
        tried
            ? "Name or password is wrong, or the name is locked for a moment after a wrong password"
            : "Log in: HTTP Basic with the name and password of a member of staff");
  }

  static void forbidden(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    boolean token = why instanceof CsrfException;
    ProblemAnswer.write(
        response,
        HttpStatus.FORBIDDEN,
        token ? "token" : "role",
        token
            ? "A change by a session needs the page's token in the header X-CSRF-TOKEN"
            : "None of your roles may do this");
  }

  static void closed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    ProblemAnswer.write(response, HttpStatus.FORBIDDEN, "closed", "This way is closed");
  }
}
