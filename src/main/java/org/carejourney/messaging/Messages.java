package org.carejourney.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Company;
import org.carejourney.engine.Listing;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The choke point: nothing reaches a customer by any other way. It decides, renders and writes the
 * ledger in the caller's transaction; delivery follows after the commit.
 */
@Component
public class Messages {

  /** One rule's answer, as the ledger keeps it. */
  record Answered(String rule, String channel, String outcome, String reason) {}

  private final Ledger ledger;
  private final DeliveryQueue queue;
  private final List<Rule> rules;
  private final Customers customers;
  private final LetterFacts facts;
  private final Templates templates;
  private final Timeline timeline;
  private final Delivery delivery;
  private final Company company;
  private final MailIds mailIds;
  private final ObjectMapper json;
  private final Clock clock;

  Messages(
      Ledger ledger,
      DeliveryQueue queue,
      List<Rule> rules,
      Customers customers,
      LetterFacts facts,
      Templates templates,
      Timeline timeline,
      Delivery delivery,
      Company company,
      MailIds mailIds,
      ObjectMapper json,
      Clock clock) {
    this.ledger = ledger;
    this.queue = queue;
    this.rules = rules;
    this.customers = customers;
    this.facts = facts;
    this.templates = templates;
    this.timeline = timeline;
    this.delivery = delivery;
    this.company = company;
    this.mailIds = mailIds;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Decides on a message. The same step and occasion gets the answer it got before.
   *
   * @return the ledger row, with status and, where it does not go, the reason
   * @throws TemplateProblem when the letter cannot be written; nothing is recorded then
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Message ask(MessageRequest request) {
    Message earlier = ledger.earlier(request).orElse(null);
    if (earlier == null) {
      return decide(request);
    }
    if (request.goOn() == GoOn.ACCEPTED) {
      queue.tokenNowAt(earlier.id(), request.asker());
    }
    return earlier;
  }

  private Message decide(MessageRequest request) {
    Customer customer = customers.find(request.customerId()).orElse(null);
    List<Answered> trace = new ArrayList<>();
    Rule.Objection objection = null;
    String address = null;
    for (String channel : request.channels()) {
      address = address(customer, channel);
      var asked = new Rule.Case(request, customer, channel, address);
      objection = firstObjection(asked, trace).orElse(null);
      if (objection == null) {
        return queue(asked, trace);
      }
      if (!objection.tryNextChannel()) {
        break;
      }
    }
    return withhold(request, objection, address, trace);
  }

  private Optional<Rule.Objection> firstObjection(Rule.Case asked, List<Answered> trace) {
    for (Rule rule : rules) {
      Optional<Rule.Objection> objection = rule.judge(asked);
      trace.add(
          new Answered(
              rule.name(),
              asked.channel(),
              objection.isPresent() ? "objects" : "passes",
              objection.map(Rule.Objection::reason).orElse(null)));
      if (objection.isPresent()) {
        return objection;
      }
    }
    return Optional.empty();
  }

  private Message queue(Rule.Case asked, List<Answered> trace) {
    Customer customer = asked.customer();
    Rendered letter =
        templates.render(
            asked.request().template(),
            customer.locale() == null ? Locale.ENGLISH : customer.locale(),
            customer.timeZone() == null ? company.timeZone() : customer.timeZone(),
            facts.about(customer, asked.request().businessKey()));
    String id = UUID.randomUUID().toString();
    Message message =
        row(id, asked.request(), asked.channel(), Status.QUEUED, null, trace)
            .addressed(asked.address())
            .written(letter, mailIds.messageId(id));
    ledger.write(message, asked.request(), asked.request().goOn() == GoOn.ACCEPTED);
    timeline.write(message.customerId(), entry(message, letter.subject()));
    delivery.wakeAfterCommit();
    return message;
  }

  private Message withhold(
      MessageRequest request, Rule.Objection objection, String address, List<Answered> trace) {
    Message message =
        row(
                UUID.randomUUID().toString(),
                request,
                request.channels().get(0),
                Status.WITHHELD,
                objection.reason(),
                trace)
            .addressed(address);
    ledger.write(message, request, false);
    timeline.write(
        message.customerId(),
        entry(message, "Not sent: " + request.template()).withReason(objection.reason()));
    return message;
  }

  private static TimelineEntry entry(Message message, String title) {
    return TimelineEntry.of(message.decidedAt(), "message", title)
        .withChannel(message.channel())
        .withTicket(message.businessKey())
        .withProcess(message.process())
        .withMessage(message.id());
  }

  private Message row(
      String id,
      MessageRequest request,
      String channel,
      Status status,
      String reason,
      List<Answered> trace) {
    Instant now = clock.instant();
    return new Message(
        0,
        id,
        request.customerId(),
        request.businessKey(),
        request.asker().process(),
        request.asker().processInstanceId(),
        request.asker().step(),
        request.occasion(),
        request.template(),
        channel,
        request.purpose(),
        status,
        reason,
        written(trace),
        now,
        status == Status.QUEUED ? now : null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0);
  }

  private static String address(Customer customer, String channel) {
    if (customer == null) {
      return null;
    }
    return switch (channel) {
      case "email" -> customer.email();
      case "sms", "phone" -> customer.phone();
      case "chat", "social" -> customer.handle();
      default -> null;
    };
  }

  private String written(List<Answered> trace) {
    try {
      return json.writeValueAsString(trace);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message by its id; {@link Problem} 404 when there is none. */
  public Message get(String id) {
    return ledger
        .find(id)
        .orElseThrow(() -> Problem.notFound("unknown-message", "There is no message " + id));
  }

  /** The message that a reply refers to, by our {@code Message-ID}, or empty. */
  public Optional<Message> findByMimeId(String mimeId) {
    return ledger.findByMimeId(mimeId);
  }

  /** A page of messages, newest first; a null filter filters nothing. */
  public Listing<Message> list(
      String customerId,
      Status status,
      String process,
      String businessKey,
      int limit,
      long before) {
    return ledger.list(customerId, status, process, businessKey, limit, before);
  }

  /** How many messages stand at a status. */
  public int count(Status status) {
    return ledger.count(status);
  }

  /** How many messages have ever been decided on. */
  public long decided() {
    return ledger.decided();
  }

  /** The step was left by another way: what has not gone yet will not go. */
  public void withdraw(String activityInstanceId) {
    queue.withdraw(activityInstanceId, "The process left the step before the message went");
  }
}
