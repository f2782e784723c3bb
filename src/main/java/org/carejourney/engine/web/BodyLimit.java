package org.carejourney.engine.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies up to 10 MB, raw mail up to 40 MB, what mail providers hand on up to 100 MB, customer
 * lists (which are never held in memory) up to 200 MB; more is a 413. Counts what comes, so that a
 * body without a stated length is held to it too. First of all filters: others read bodies as well.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class BodyLimit extends OncePerRequestFilter {

  static final String TOO_LARGE = "too-large";
  private static final long MB = 1024 * 1024;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = limit(request.getRequestURI().substring(request.getContextPath().length()));
    if (request.getContentLengthLong() > limit) {
      ProblemJson.write(response, ProblemJson.of(new TooLarge(limit).problem()));
      return;
    }
    try {
      chain.doFilter(new Counted(request, limit), response);
    } catch (IOException | ServletException e) {
      if (!(e instanceof TooLarge) && !(e.getCause() instanceof TooLarge)) {
        throw e;
      }
      ProblemJson.write(response, ProblemJson.of(new TooLarge(limit).problem()));
    }
  }

  private static long limit(String path) {
    return switch (path) {
      case "/api/inbound/email" -> 40 * MB;
      // A provider's request has more in it than the mail.
      case "/api/inbound/email/mailgun",
          "/api/inbound/email/mailgun/mime",
          "/api/inbound/email/sendgrid",
          "/api/inbound/email/postmark" ->
          100 * MB;
      case "/api/customers/import" -> 200 * MB;
      default -> 10 * MB;
    };
  }

  /** Thrown to whoever reads on beyond the limit. */
  static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    TooLarge(long limit) {
      super("body too large");
      this.limit = limit;
    }

    Problem problem() {
      return Problem.tooLarge(TOO_LARGE, "The body is larger than " + limit / MB + " MB");
    }
  }

  private static final class Counted extends HttpServletRequestWrapper {

    private final long limit;
    private @Nullable ServletInputStream stream;

    Counted(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (stream == null) {
        stream = new CountedStream(super.getInputStream(), limit);
      }
      return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
      String encoding = getCharacterEncoding();
      Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
      return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
  }

  private static final class CountedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final long limit;
    private long count;

    CountedStream(ServletInputStream body, long limit) {
      this.body = body;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
      int read = body.read(bytes, start, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) throws IOException {
      count += read;
      if (count > limit) {
        throw new TooLarge(limit);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
