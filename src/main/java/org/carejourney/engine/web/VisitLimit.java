package org.carejourney.engine.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * How often one place may ask for pages that need no login ({@code care.public-pages.per-minute}),
 * so that nobody tries links until one fits. Each node counts for itself. A place is the address
 * that the request comes from; behind a proxy that needs {@code server.forward-headers-strategy}.
 */
@Component
class VisitLimit implements HandlerInterceptor {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_PLACES = 100_000;

  /** In both languages: it is not known who asks. */
  private static final String TOO_OFTEN =
      """
      Too many requests at once. Please try again in a minute.
      Zu viele Anfragen auf einmal. Bitte versuchen Sie es in einer Minute noch einmal.
      """;

  private final LoadingCache<String, Bucket> places;

  VisitLimit(@Value("${care.public-pages.per-minute:120}") int perMinute) {
    this.places =
        Caffeine.newBuilder()
            .maximumSize(MOST_PLACES)
            .expireAfterAccess(MINUTE)
            .build(place -> bucket(perMinute));
  }

  private static Bucket bucket(int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
        .build();
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (places.get(place(request.getRemoteAddr())).tryConsume(1)) {
      return true;
    }
    response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
    response.setHeader("Retry-After", String.valueOf(MINUTE.toSeconds()));
    response.setContentType("text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getWriter().write(TOO_OFTEN);
    return false;
  }

  /** One household has many IPv6 addresses, which share their first four groups. */
  private static String place(String address) {
    String[] groups = address.split(":", -1);
    return groups.length > 4
        ? String.join(":", groups[0], groups[1], groups[2], groups[3])
        : address;
  }
}
