package org.carejourney.engine.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.carejourney.engine.Problem;
import org.carejourney.engine.web.ProblemJson;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes that a browser makes for another site: it sends a remembered Basic password along
 * without being asked, and no token protects those.
 */
final class SameSiteOnly extends OncePerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OURS = Set.of("same-origin", "none");

  static boolean changes(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !OURS.contains(site) && changes(request)) {
      ProblemJson.write(
          response, Problem.forbidden("other-site", "Changes from another site are refused"));
      return;
    }
    chain.doFilter(request, response);
  }
}
