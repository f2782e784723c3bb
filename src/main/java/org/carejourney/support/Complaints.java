package org.carejourney.support;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.Processes;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundOutcomes;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Starts the process that resolves a complaint, with the facts its decisions need. */
@Component
public class Complaints {

  private static final String FIRST_TEAM = "service-team";
  private static final Duration HISTORY = Duration.ofDays(365);

  private final Processes processes;
  private final Customers customers;
  private final Tickets tickets;
  private final TicketLists lists;
  private final Words words;
  private final Answers answers;
  private final Clock clock;
  private final Conflicts conflicts;
  private final InboundOutcomes outcomes;

  Complaints(
      Processes processes,
      Customers customers,
      Tickets tickets,
      TicketLists lists,
      Words words,
      Answers answers,
      Clock clock,
      Conflicts conflicts,
      InboundOutcomes outcomes) {
    this.outcomes = outcomes;
    this.answers = answers;
    this.clock = clock;
    this.conflicts = conflicts;
    this.processes = processes;
    this.customers = customers;
    this.tickets = tickets;
    this.lists = lists;
    this.words = words;
  }

  void start(Ticket ticket, String said) {
    if (!processes.start("care.complaintReceived", ticket.number(), facts(ticket, said))) {
      throw new IllegalStateException("No process starts with care.complaintReceived");
    }
  }

  /** Opens a ticket for what a customer wrote, and starts what resolves it. */
  Ticket open(InboundMessage message, String customerId) {
    return open(message, customerId, message.topic(), Intake.story(message, "Complaint"));
  }

  private Ticket open(
      InboundMessage message, String customerId, @Nullable String topic, TimelineEntry entry) {
    String said = said(message);
    Ticket ticket = tickets.open(customerId, topic(topic, said), message.channel(), entry);
    start(ticket, said);
    return ticket;
  }

  /** The same for a message that a person has read: a reply, or one that they sorted. */
  @Transactional
  public Ticket open(String inboundId) {
    InboundMessage message = outcomes.take(inboundId);
    if (message.ticket() != null) {
      return tickets.get(message.ticket());
    }
    return Triage.UNSORTED.equals(message.outcome()) ? sorted(message) : read(message);
  }

  /** All words of the customer that tell what it is about. */
  static String said(InboundMessage message) {
    return message.subject() == null ? message.words() : message.subject() + "\n" + message.words();
  }

  /** The same for one whose outcome stays: only its ticket is new. */
  Ticket read(InboundMessage message) {
    Ticket ticket = open(message, message.knownCustomer());
    String outcome = message.outcome() == null ? "ticket" : message.outcome();
    outcomes.settle(message.id(), message.customerId(), outcome, message.reason(), ticket.number());
    return ticket;
  }

  /** Who sorts it says the topic; the words stand on the story already. */
  private Ticket sorted(InboundMessage message) {
    Sorting sorting = Sorting.of(answers.of(message.id()));
    Ticket ticket =
        open(
            message,
            message.knownCustomer(),
            sorting.answer("topic").orElse(message.topic()),
            Intake.story(message, "Complaint").withText(null).withActor(sorting.actor()));
    outcomes.settle(
        message.id(), message.customerId(), "ticket", sorting.sentence(), ticket.number());
    return ticket;
  }

  /** What the sending system says, when it is one of ours; else what the words tell. */
  private String topic(@Nullable String sent, String said) {
    String known = sent == null ? "" : sent.trim().toLowerCase(Locale.ROOT);
    return Intake.TOPICS.contains(known) ? known : words.tell("topic", said).orElse("other");
  }

  /**
   * Takes a complaint that an agent wrote down in a start form.
   *
   * @param startedAs what the answers of the form were kept under
   * @return what the diagrams know of it
   */
  @Transactional
  public Map<String, Object> take(String startedAs, String topic) {
    Map<String, String> said = answers.latest(startedAs);
    Customer customer = caller(said);
    Ticket ticket =
        tickets.open(
            customer.customerId(),
            topic,
            "phone",
            TimelineEntry.of(clock.instant(), "inbound", "Complaint by phone")
                .withText(said.get("description"))
                .withChannel("phone"));
    answers.rename(startedAs, ticket.number());
    return facts(ticket, said.getOrDefault("subject", "") + "\n" + said.get("description"));
  }

  private Customer caller(Map<String, String> said) {
    String customerId = said.getOrDefault("customerId", "");
    if (!customerId.isEmpty()) {
      return customers.get(customerId);
    }
    String email = said.getOrDefault("callerEmail", "");
    String phone = said.getOrDefault("callerPhone", "");
    String channel = email.isEmpty() ? "phone" : "email";
    String address = email.isEmpty() ? phone : email;
    return customers
        .findByAddress(channel, address)
        .orElseGet(() -> customers.provisional(channel, address, said.get("callerName")));
  }

  /**
   * What the diagrams know of a new complaint: ids and routing facts only.
   *
   * @param said the customer's words, from which the urgency is told
   */
  public Map<String, Object> facts(Ticket ticket, String said) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("ticketNumber", ticket.number());
    facts.put("customerId", ticket.customerId());
    facts.put("topic", ticket.topic());
    facts.put("channel", ticket.channel());
    facts.put(
        "segment",
        customers.find(ticket.customerId()).map(Customer::routingSegment).orElse("standard"));
    facts.put("urgency", words.tell("urgency", said).orElse("normal"));
    facts.put("earlierTickets", lists.openedWithin(ticket.customerId(), HISTORY) - 1);
    facts.put("level", ticket.level());
    // Until the decision table has spoken: a reply may come in before.
    facts.put("priority", ticket.priority());
    facts.put("team", FIRST_TEAM);
    return facts;
  }

  /**
   * The customer says whether the solution is one.
   *
   * @param how how we know, for the story, such as {@code by the link in our mail}
   * @return false when nobody waits for that answer: it was given before, or the ticket is over
   */
  public boolean answered(String number, boolean satisfied, String how) {
    return conflicts.retried(() -> answeredOnce(number, satisfied, how));
  }

  private boolean answeredOnce(String number, boolean satisfied, String how) {
    String said = satisfied ? "accepted the solution" : "is not satisfied with the solution";
    return tell("care.solutionAnswered", number, Map.of("satisfied", satisfied), said + " " + how);
  }

  /**
   * The customer takes the complaint back.
   *
   * @param how how we know, for the story
   * @return false when the ticket is over already
   */
  public boolean withdraw(String number, String how) {
    return conflicts.retried(() -> withdrawOnce(number, how));
  }

  private boolean withdrawOnce(String number, String how) {
    return tell("care.ticketWithdrawn", number, Map.of(), "took the complaint back " + how);
  }

  /** Tells the process that works on it now, and the story. */
  private boolean tell(
      String message, String number, Map<String, Object> variables, String whatTheyDid) {
    Ticket ticket = tickets.current(number).orElseThrow();
    boolean waited = processes.correlate(message, ticket.number(), variables) > 0;
    if (waited) {
      tickets.note(ticket, "inbound", "The customer " + whatTheyDid, null);
    }
    return waited;
  }
}
