package org.carejourney.engine.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.carejourney.engine.Problem;
import org.carejourney.engine.web.ProblemJson;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads every request to the engine's two REST roots before the engine does: no expressions but the
 * harmless ones ({@link SafeQuery}), no text around the forms ({@link TypedText}).
 */
class RestGuard extends OncePerRequestFilter {

  /** Far above any form, far below what would hurt. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final TypedText typedText;

  RestGuard(TypedText typedText) {
    this.typedText = typedText;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest checked;
    try {
      checked = check(request);
    } catch (Problem problem) {
      ProblemJson.write(response, problem);
      return;
    }
    chain.doFilter(checked, response);
  }

  private HttpServletRequest check(HttpServletRequest request) throws IOException {
    SafeQuery.check(request.getQueryString());
    if (isForm(request.getContentType())) {
      typedText.check(request, JsonFields.of(new byte[0]));
      return request;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw Problem.badRequest("too-large", null, "The request body is larger than 4 MB");
    }
    JsonFields fields = JsonFields.of(body);
    SafeQuery.check(fields);
    typedText.check(request, fields);
    // The engine stumbles over an empty body where it expects an object.
    boolean missing = body.length == 0 && isJson(request.getContentType());
    return new ReadRequest(request, missing ? EMPTY_OBJECT : body);
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null && contentType.regionMatches(true, 0, "application/json", 0, 16);
  }

  /** Uploads and plain HTML forms: the engine reads no JSON from them. */
  private static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && (contentType.regionMatches(true, 0, "multipart/", 0, 10)
            || contentType.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33));
  }
}
