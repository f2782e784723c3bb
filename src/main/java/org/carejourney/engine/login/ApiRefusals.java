package org.carejourney.engine.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.carejourney.engine.Problem;
import org.carejourney.engine.web.ProblemJson;
import org.springframework.http.HttpHeaders;
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
    String detail =
        tried
            ? "Name or password is wrong, or the name is locked for a moment after a wrong password"
            : "Log in: HTTP Basic with the name and password of a member of staff";
    ProblemJson.write(response, Problem.unauthorized("login", detail));
  }

  static void forbidden(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    ProblemJson.write(
        response,
        why instanceof CsrfException
            ? Problem.forbidden(
                "token", "A change by a session needs the page's token in the header X-CSRF-TOKEN")
            : Problem.forbidden("role", "None of your roles may do this"));
  }

  static void closed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    ProblemJson.write(response, Problem.forbidden("closed", "This way is closed"));
  }
}
