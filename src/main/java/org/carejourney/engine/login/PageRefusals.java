package org.carejourney.engine.login;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/** What a page does when nobody is logged in any more. */
final class PageRefusals {

  private PageRefusals() {}

  /** A piece of a page that htmx fetches. */
  private static boolean isPartial(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  /** To the login page; with the whole page, because a login form must not appear in a piece. */
  static AuthenticationEntryPoint login() {
    var wholePage = new LoginUrlAuthenticationEntryPoint(LoginPage.PATH);
    return (request, response, why) -> {
      if (isPartial(request)) {
        response.setHeader("HX-Redirect", LoginPage.PATH);
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
      } else {
        wholePage.commence(request, response, why);
      }
    };
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
