package org.carejourney.messaging.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import org.carejourney.engine.Listing;
import org.carejourney.messaging.DeliveryReports;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.UnsentMessages;
import org.carejourney.messaging.UnsentMessages.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every message and what was decided on it. */
@RestController
class MessageController {

  private final Messages messages;
  private final UnsentMessages unsent;
  private final DeliveryReports reports;

  MessageController(Messages messages, UnsentMessages unsent, DeliveryReports reports) {
    this.messages = messages;
    this.unsent = unsent;
    this.reports = reports;
  }

  /**
   * What the decisions on a message were based on.
   *
   * @param judgements each {at, answers: [{rule, channel, outcome, reason?, basis?{words, facts}}]}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Decision(Diagram diagram, Step step, Template template, @JsonRawValue String judgements) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Diagram(String process, @Nullable Integer version) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(String id, @Nullable String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Template(String name, @Nullable String version) {}

    static Decision on(Message m) {
      return new Decision(
          new Diagram(m.process(), m.processVersion()),
          new Step(m.step(), m.stepName()),
          new Template(m.template(), m.templateVersion()),
          m.decision());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      String id,
      String customerId,
      String process,
      String step,
      String occasion,
      String template,
      String channel,
      String purpose,
      String status,
      @Nullable String reason,
      Instant decidedAt,
      @Nullable Instant sendAt,
      @Nullable Instant sentAt,
      @Nullable Instant deliveredAt,
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String changedBy,
      @Nullable Decision decision) {

    static View brief(Message m) {
      return of(m, null, null, null, null);
    }

    static View whole(Message m, @Nullable Instant deliveredAt) {
      return of(m, deliveredAt, m.html(), m.text(), Decision.on(m));
    }

    private static View of(
        Message m,
        @Nullable Instant deliveredAt,
        @Nullable String html,
        @Nullable String text,
        @Nullable Decision decision) {
      return new View(
          m.id(),
          m.customerId(),
          m.process(),
          m.step(),
          m.occasion(),
          m.template(),
          m.channel(),
          m.purpose().name().toLowerCase(Locale.ROOT),
          m.status().name().toLowerCase(Locale.ROOT),
          m.reason(),
          m.decidedAt(),
          m.sendAt(),
          m.sentAt(),
          deliveredAt,
          m.subject(),
          html,
          text,
          m.changedBy(),
          decision);
    }
  }

  @GetMapping("/api/messages")
  Listing<View> list(
      @RequestParam(required = false) @Nullable String customerId,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String after) {
    Listing<Message> page =
        messages.list(
            customerId,
            Listing.only("status", Status.class, status),
            process,
            null,
            Listing.limit(limit),
            Listing.before(after));
    return new Listing<>(page.items().stream().map(View::brief).toList(), page.next());
  }

  @GetMapping("/api/messages/{id}")
  View get(@PathVariable String id) {
    return View.whole(messages.get(id), reports.deliveredAt(id).orElse(null));
  }

  record Cancel(@Nullable String reason) {}

  @PostMapping("/api/messages/{id}/cancel")
  View cancel(@PathVariable String id, @RequestBody Cancel wish, Principal caller) {
    unsent.cancel(id, caller.getName(), wish.reason());
    return get(id);
  }

  record Change(@Nullable String subject, @Nullable String text, @Nullable String reason) {}

  @PutMapping("/api/messages/{id}/words")
  View change(@PathVariable String id, @RequestBody Change wish, Principal caller) {
    unsent.change(id, new Words(wish.subject(), wish.text()), caller.getName(), wish.reason());
    return get(id);
  }
}
