package org.carejourney.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.CustomerFacts;
import org.carejourney.engine.Answers;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.Links;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What letters about a ticket may say of it. */
@Component
class SupportFacts implements CustomerFacts {

  static final String ANSWER_LINK = "complaint";
  private static final Duration LINK_LIFE = Duration.ofDays(90);

  private final Tickets tickets;
  private final Answers answers;
  private final InboundMessages inbound;
  private final Links links;
  private final Clock clock;

  SupportFacts(
      Tickets tickets, Answers answers, InboundMessages inbound, Links links, Clock clock) {
    this.tickets = tickets;
    this.answers = answers;
    this.inbound = inbound;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public Map<String, Object> facts(Customer customer, @Nullable String businessKey) {
    Ticket ticket = businessKey == null ? null : tickets.find(businessKey).orElse(null);
    if (ticket == null) {
      return Map.of();
    }
    Map<String, String> said = answers.latest(ticket.number());
    Map<String, Object> facts = new HashMap<>();
    facts.put("ticket", about(ticket));
    facts.put("complaint", complaint(ticket, said));
    facts.put("answers", said);
    facts.put("solution", solution(said));
    facts.put(
        "links",
        Map.of(
            "accept", link(ticket, "accept"),
            "refuse", link(ticket, "refuse"),
            "withdraw", link(ticket, "withdraw")));
    return facts;
  }

  private static Map<String, Object> about(Ticket ticket) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("number", ticket.number());
    about.put("topic", ticket.topic());
    about.put("level", ticket.level());
    about.put("channel", ticket.channel());
    about.put("openedAt", Date.from(ticket.openedAt()));
    put(about, "firstAnswerBy", ticket.firstAnswerDueAt());
    put(about, "solutionBy", ticket.solutionDueAt());
    return about;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable Instant moment) {
    if (moment != null) {
      facts.put(name, Date.from(moment));
    }
  }

  private Map<String, Object> complaint(Ticket ticket, Map<String, String> said) {
    Map<String, Object> complaint = new LinkedHashMap<>();
    var first = inbound.ofTicket(ticket.number()).stream().findFirst();
    complaint.put(
        "subject", first.map(InboundMessage::subject).orElse(said.getOrDefault("subject", "")));
    complaint.put(
        "text", first.map(InboundMessage::text).orElse(said.getOrDefault("description", "")));
    complaint.values().removeIf(value -> value == null);
    return complaint;
  }

  private static Map<String, Object> solution(Map<String, String> said) {
    Map<String, Object> solution = new LinkedHashMap<>();
    solution.put("kind", said.getOrDefault("solution", "explanation"));
    String amount = said.getOrDefault("goodwillAmount", "");
    if (!amount.isEmpty()) {
      solution.put("amount", Double.valueOf(amount));
    }
    return solution;
  }

  /** Bound to the ticket's level too: a link of an earlier round says nothing about this one. */
  private String link(Ticket ticket, String action) {
    return links.to(
        ANSWER_LINK,
        clock.instant().plus(LINK_LIFE),
        action,
        ticket.number(),
        Integer.toString(ticket.level()));
  }
}
