package org.carejourney.engine.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.beans.PropertyEditorSupport;
import java.net.URI;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Whatever goes wrong under {@code /api} becomes problem+json that names the field where it can;
 * the unexpected becomes a 500 with an id that also stands in the log, and tells nothing else. What
 * goes wrong on a page goes on to the error page.
 */
@ControllerAdvice
class ApiProblems {

  private static final Logger log = LoggerFactory.getLogger(ApiProblems.class);

  /** Texts in addresses are cleaned like those in bodies. */
  @InitBinder
  void cleanText(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new CleanText());
  }

  @ExceptionHandler
  @Nullable ResponseEntity<ProblemDetail> problem(
      Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (response.isCommitted() || e instanceof AsyncRequestNotUsableException) {
      return null; // The caller has gone, or has read half an answer.
    }
    if (DatabaseAway.caused(e)) {
      throw e; // Also what never comes here meets this: see Unexpected.
    }
    if (ProblemJson.isApi(request)) {
      return answer(e);
    }
    Problem problem = within(e, Problem.class);
    if (problem == null) {
      throw e;
    }
    response.sendError(problem.status().value(), problem.getMessage());
    return null;
  }

  private static ResponseEntity<ProblemDetail> answer(Exception e) {
    HttpHeaders headers = e instanceof ErrorResponse known ? known.getHeaders() : new HttpHeaders();
    ProblemDetail problem = describe(e);
    return ResponseEntity.status(problem.getStatus())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static ProblemDetail describe(Exception e) {
    Problem told = within(e, Problem.class);
    if (told != null) {
      return ProblemJson.of(told);
    }
    BodyLimit.TooLarge tooLarge = within(e, BodyLimit.TooLarge.class);
    if (tooLarge != null) {
      return ProblemJson.of(tooLarge.problem());
    }
    if (e instanceof HttpMessageNotReadableException) {
      return ProblemJson.of(unreadable(e));
    }
    if (isLostRace(e)) {
      return ProblemJson.of(
          Problem.conflict(
              "conflict", "Somebody else changed this at the same time; look again and repeat"));
    }
    if (within(e, AuthorizationException.class) != null) {
      return ProblemJson.of(Problem.forbidden("forbidden", "You may not do this"));
    }
    return e instanceof ErrorResponse || e instanceof TypeMismatchException
        ? ofSpring(e)
        : unexpected(e);
  }

  private static Problem unreadable(Exception e) {
    JsonProcessingException json = within(e, JsonProcessingException.class);
    if (json != null) {
      return UnreadableJson.problem(json);
    }
    return e.getCause() == null
        ? Problem.badRequest("missing-body", null, "The request needs a body")
        : Problem.badRequest("malformed-body", null, "The body could not be read");
  }

  /** Two people completing one task: the engine tells the loser in one of several ways. */
  private static boolean isLostRace(Exception e) {
    return within(e, OptimisticLockingException.class) != null
        || within(e, NullValueException.class) != null
        || e instanceof ConcurrencyFailureException
        || e instanceof DuplicateKeyException;
  }

  private static ProblemDetail ofSpring(Exception e) {
    if (e instanceof NoResourceFoundException) {
      return ProblemJson.of(Problem.notFound("not-found", "There is nothing at this address"));
    }
    if (e instanceof MissingServletRequestParameterException missing) {
      String name = missing.getParameterName();
      return ProblemJson.of(Problem.badRequest("missing", name, name + " is missing"));
    }
    if (e instanceof TypeMismatchException mismatch) {
      String name =
          mismatch instanceof MethodArgumentTypeMismatchException argument
              ? argument.getName()
              : mismatch.getPropertyName();
      return ProblemJson.of(
          Problem.badRequest("wrong-type", name, name + " has a value of the wrong type"));
    }
    var known = (ErrorResponse) e;
    HttpStatusCode status = known.getStatusCode();
    return ProblemJson.of(status, ProblemJson.code(status), null, known.getBody().getDetail());
  }

  private static ProblemDetail unexpected(Exception e) {
    UUID id = UUID.randomUUID();
    log.atError().addKeyValue("problemId", id).setCause(e).log("Unexpected problem {}", id);
    ProblemDetail problem =
        ProblemJson.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "unexpected",
            null,
            "Something went wrong on our side; the log tells more under the id " + id);
    problem.setInstance(URI.create("urn:uuid:" + id));
    return problem;
  }

  /** The exception itself or the nearest of its causes that is of a type, else null. */
  private static <T> @Nullable T within(Throwable e, Class<T> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static final class CleanText extends PropertyEditorSupport {

    @Override
    public void setAsText(@Nullable String text) {
      setValue(Text.clean(text));
    }
  }
}
