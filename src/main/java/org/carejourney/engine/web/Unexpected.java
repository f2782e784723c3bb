package org.carejourney.engine.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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
      log.error("Unexpected problem at {} {}", request.getMethod(), request.getRequestURI(), e);
      throw e;
    }
  }
}
