package org.carejourney.engine.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;

/** Answers of {@code application/problem+json} (RFC 9457), wherever they are needed. */
public final class ProblemJson {

  private static final ObjectMapper JSON = Jackson2ObjectMapperBuilder.json().build();

  private ProblemJson() {}

  /** Writes a problem as the whole answer; does nothing when an answer is on its way already. */
  public static void write(HttpServletResponse response, Problem problem) throws IOException {
    write(response, of(problem));
  }

  /** Writes the whole answer; does nothing when an answer is on its way already. */
  static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(problem));
  }

  static String write(ProblemDetail problem) throws IOException {
    return JSON.writeValueAsString(problem);
  }

  static ProblemDetail of(Problem problem) {
    return of(problem.status(), problem.code(), problem.field(), problem.getMessage());
  }

  static ProblemDetail of(
      HttpStatusCode status, String code, @Nullable String field, @Nullable String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("code", code);
    if (field != null) {
      problem.setProperty("field", field);
    }
    return problem;
  }

  /** A code in words for a status that nothing more is known of, such as {@code not-found}. */
  static String code(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null
        ? "http-" + status.value()
        : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Programs call under {@code /api}; everything else is for people and their browsers. */
  static boolean isApi(@Nullable String path) {
    return path != null && (path.equals("/api") || path.startsWith("/api/"));
  }

  static boolean isApi(HttpServletRequest request) {
    return isApi(request.getRequestURI().substring(request.getContextPath().length()));
  }
}
