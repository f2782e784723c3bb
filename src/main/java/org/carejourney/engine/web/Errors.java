package org.carejourney.engine.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.boot.web.servlet.error.ErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The last resort of all errors: a page for people, problem+json for programs. */
@Component
class Errors extends BasicErrorController {

  Errors(ErrorAttributes attributes, ServerProperties server, List<ErrorViewResolver> views) {
    super(attributes, server.getError(), views);
  }

  @Override
  public @Nullable ModelAndView errorHtml(
      HttpServletRequest request, HttpServletResponse response) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    if (path == null || !ProblemJson.isApi(path.toString())) {
      ModelAndView page = super.errorHtml(request, response);
      Object told = request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
      HttpStatus status = getStatus(request);
      // In these two somebody is told what they can do about it; the rest is not their business.
      return status == HttpStatus.CONFLICT || status == HttpStatus.UNPROCESSABLE_ENTITY
          ? page.addObject("told", told)
          : page;
    }
    try {
      ProblemJson.write(response, problem(request));
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
    ProblemDetail problem = problem(request);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", problem.getTitle());
    body.put("status", problem.getStatus());
    body.put("detail", problem.getDetail());
    body.putAll(problem.getProperties());
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body);
  }

  private ProblemDetail problem(HttpServletRequest request) {
    HttpStatus status = getStatus(request);
    String detail =
        switch (status) {
          case NOT_FOUND -> "There is nothing at this address";
          case INTERNAL_SERVER_ERROR -> "Something went wrong on our side; the log tells more";
          default -> status.getReasonPhrase();
        };
    return ProblemJson.of(status, ProblemJson.code(status), null, detail);
  }
}
