package org.carejourney.engine.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.carejourney.engine.Discretion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells of what nothing else has caught, on pages first of all. The server would, too, but with the
 * problem's message, which may repeat what a customer said, in a sentence of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Unexpected extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(Unexpected.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      if (DatabaseAway.caused(e)) {
        comeAgain(request, response, e);
        return;
      }
      log.error("Unexpected problem at {} {}", request.getMethod(), request.getRequestURI(), e);
      throw e;
    }
  }

  private static void comeAgain(
      HttpServletRequest request, HttpServletResponse response, Exception e) throws IOException {
    log.warn(
        "The database is away at {} {}: {}",
        request.getMethod(),
        request.getRequestURI(),
        Discretion.tell(e));
    if (response.isCommitted()) {
      return;
    }
    response.setHeader("Retry-After", DatabaseAway.RETRY_AFTER);
    if (ProblemJson.isApi(request)) {
      ProblemJson.write(response, DatabaseAway.problem());
    } else {
      response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
  }
}
