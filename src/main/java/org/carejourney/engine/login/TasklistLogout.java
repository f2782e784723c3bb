package org.carejourney.engine.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the whole session when somebody logs out in Tasklist, not only the engine's part of it. */
final class TasklistLogout extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    HttpSession session = request.getSession(false);
    if (session != null && HttpStatusCode.valueOf(response.getStatus()).is2xxSuccessful()) {
      session.invalidate();
    }
  }
}
