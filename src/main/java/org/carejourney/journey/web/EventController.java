package org.carejourney.journey.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import org.carejourney.journey.Events;
import org.carejourney.journey.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the company's systems tell what happened. */
@RestController
class EventController {

  private static final MediaType STRUCTURED =
      MediaType.parseMediaType("application/cloudevents+json");

  private final Events events;
  private final ObjectMapper json;
  private final Clock clock;

  EventController(Events events, ObjectMapper json, Clock clock) {
    this.events = events;
    this.json = json;
    this.clock = clock;
  }

  record Taken(int started, int continued, @Nullable String note) {}

  /** How the description of the API shows what comes in. */
  private record Shape(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "1.0") String specversion,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String id,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "/shop") String source,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "customer.joined") String type,
      @Schema(
              requiredMode = Schema.RequiredMode.REQUIRED,
              description = "The customer's id",
              example = "c-1001")
          String subject,
      @Schema(description = "When it happened; now, when it is left out") OffsetDateTime time,
      String datacontenttype,
      Map<String, Object> data) {}

  @Operation(
      summary = "Tell what happened to a customer",
      description =
          """
          A CloudEvent 1.0, structured or binary (attributes in ce-* headers, data as the body). \
          Handed to every process of the customer that waits for its type, then to every process \
          that starts on it. The same source and id again does nothing.""",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(
                      mediaType = "application/cloudevents+json",
                      schema = @Schema(implementation = Shape.class))),
      responses = {
        @ApiResponse(responseCode = "202", description = "Taken"),
        @ApiResponse(responseCode = "200", description = "Taken before; nothing happened now")
      })
  @PostMapping(path = "/api/events", consumes = "!application/cloudevents-batch+json")
  ResponseEntity<Taken> take(
      HttpServletRequest request, @RequestBody(required = false) @Nullable JsonNode body) {
    CloudEvent sent =
        isStructured(request, body) ? Structured.read(body, json) : Binary.read(request, body);
    Outcome outcome = events.take(sent.event(clock.instant()));
    return ResponseEntity.status(outcome.repeated() ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(new Taken(outcome.started(), outcome.continued(), outcome.note()));
  }

  /** Many send the whole event as plain JSON: without ce-* headers it can be nothing else. */
  private static boolean isStructured(HttpServletRequest request, @Nullable JsonNode body) {
    String contentType = request.getContentType();
    return (contentType != null
            && STRUCTURED.isCompatibleWith(MediaType.parseMediaType(contentType)))
        || (request.getHeader("ce-specversion") == null && body != null && body.has("specversion"));
  }
}
