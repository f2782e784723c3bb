package org.carejourney.engine.form;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.jspecify.annotations.Nullable;

/**
 * A form that was not taken, as problem+json (RFC 9457): 400 naming the field, or 409 when somebody
 * else was faster. {@code message} stays beside it for programs that read the engine's own errors.
 */
@Priority(1)
class FormAnswers implements ExceptionMapper<RestException> {

  @Override
  public Response toResponse(RestException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof FormProblem problem) {
        return answer(Response.Status.BAD_REQUEST, "form", problem.field(), problem.getMessage());
      }
      if (cause instanceof NullValueException || cause instanceof OptimisticLockingException) {
        return answer(
            Response.Status.CONFLICT,
            "gone",
            null,
            "It is not there any more: somebody else was faster.");
      }
    }
    return ExceptionHandlerHelper.getInstance().getResponse(exception);
  }

  private static Response answer(
      Response.Status status, String code, @Nullable String field, @Nullable String detail) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", status.getReasonPhrase());
    body.put("status", status.getStatusCode());
    body.put("detail", detail);
    body.put("code", code);
    if (field != null) {
      body.put("field", field);
    }
    body.put("message", detail);
    return Response.status(status).type("application/problem+json").entity(body).build();
  }
}
