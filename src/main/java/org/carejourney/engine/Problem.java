package org.carejourney.engine;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A caller's mistake, told in the caller's words: becomes {@code application/problem+json} (RFC
 * 9457) with {@code code} and, where one field is at fault, {@code field}. Changes nothing.
 */
public class Problem extends RuntimeException {

  private final HttpStatus status;
  private final String code;
  private final @Nullable String field;

  private Problem(HttpStatus status, String code, @Nullable String field, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.field = field;
  }

  /** 400: the request cannot be understood. */
  public static Problem badRequest(String code, @Nullable String field, String detail) {
    return new Problem(HttpStatus.BAD_REQUEST, code, field, detail);
  }

  /** 401: nobody knows who is calling. */
  public static Problem unauthorized(String code, String detail) {
    return new Problem(HttpStatus.UNAUTHORIZED, code, null, detail);
  }

  /** 403: the caller is known but may not do this. */
  public static Problem forbidden(String code, String detail) {
    return new Problem(HttpStatus.FORBIDDEN, code, null, detail);
  }

  /** 404: the thing named in the address does not exist. */
  public static Problem notFound(String code, String detail) {
    return new Problem(HttpStatus.NOT_FOUND, code, null, detail);
  }

  /** 409: somebody else was faster, or the thing is in another state by now. */
  public static Problem conflict(String code, String detail) {
    return new Problem(HttpStatus.CONFLICT, code, null, detail);
  }

  /** 413: more than we take in one go. */
  public static Problem tooLarge(String code, String detail) {
    return new Problem(HttpStatus.PAYLOAD_TOO_LARGE, code, null, detail);
  }

  /** 422: well formed, but it names something that does not exist or cannot be. */
  public static Problem unprocessable(String code, @Nullable String field, String detail) {
    return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, code, field, detail);
  }

  public HttpStatus status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** The field at fault as the caller named it, or null. */
  public @Nullable String field() {
    return field;
  }
}
