package org.carejourney.support.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Puts the request's own bytes beside what is read from them: what customers say is kept as it
 * came, also where reading it changes it.
 */
@ControllerAdvice
class RequestBytes extends RequestBodyAdviceAdapter {

  /** The request attribute with what {@link Raw} holds. */
  static final String NAME = "org.carejourney.request-bytes";

  /** A bare array Spring would convert byte by byte, which takes seconds for a long letter. */
  record Raw(byte[] bytes) {}

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return type == InboundController.Said.class;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage request,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    byte[] bytes = request.getBody().readAllBytes();
    RequestContextHolder.currentRequestAttributes()
        .setAttribute(NAME, new Raw(bytes), RequestAttributes.SCOPE_REQUEST);
    return new Read(request.getHeaders(), bytes);
  }

  private record Read(HttpHeaders headers, byte[] bytes) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
