package org.carejourney.engine.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Writes {@code application/problem+json} (RFC 9457) where no controller is reached. */
public final class ProblemAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ProblemAnswer() {}

  /**
   * Ends the request with a problem.
   *
   * @param code for programs
   * @param detail for people
   */
  public static void write(
      HttpServletResponse response, HttpStatus status, String code, String detail)
      throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("detail", detail);
    problem.put("code", code);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getOutputStream().write(JSON.writeValueAsBytes(problem));
  }
}
