package org.carejourney.engine.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/** What a page does when nobody is logged in any more. */
final class PageRefusals {

  private PageRefusals() {}

  /** A piece of a page that htmx fetches. */
  static boolean isPartial(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  /** A login form must not appear inside the piece: the whole page goes there. */
  static void loginInWholePage(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
    response.setHeader("HX-Redirect", LoginPage.PATH);
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
  }

  /** Where to go after the login: only to something that fills a window. */
  static RequestCache wholePagesOnly() {
    var cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        request ->
            "GET".equals(request.getMethod())
                && !isPartial(request)
                && (request.getHeader("Sec-Fetch-Dest") == null
                    || "document".equals(request.getHeader("Sec-Fetch-Dest"))));
    return cache;
  }
}
