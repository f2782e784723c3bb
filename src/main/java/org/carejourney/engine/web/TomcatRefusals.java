package org.carejourney.engine.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What the server refuses before any of our code sees it, such as an encoded slash. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TomcatRefusals implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Report()));
  }

  private static final class Report extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      try {
        HttpStatusCode code = HttpStatusCode.valueOf(status);
        var problem =
            ProblemJson.of(
                code,
                status == 400 ? "refused" : ProblemJson.code(code),
                null,
                "The server refuses this address or request");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getReporter().write(ProblemJson.write(problem));
        response.finishResponse();
      } catch (IOException e) {
        // The caller has gone.
      }
    }
  }
}
