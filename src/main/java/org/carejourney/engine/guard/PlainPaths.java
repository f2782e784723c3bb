package org.carejourney.engine.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.carejourney.engine.Problem;
import org.carejourney.engine.web.ProblemJson;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses addresses written so that two readers could understand them differently. Spring's
 * firewall does too, but stumbles (500) over them where the engine's own servlets begin.
 */
final class PlainPaths extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRequestURI();
    if (address.contains("//") || address.indexOf(';') >= 0) {
      ProblemJson.write(
          response,
          Problem.badRequest("refused", null, "The address must not contain // or a semicolon"));
      return;
    }
    chain.doFilter(request, response);
  }
}
