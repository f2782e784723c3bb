package org.carejourney.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.stereotype.Component;

/** Asks the rules of the choke point, channel by channel in the order the step prefers. */
@Component
class Judge {

  private final List<Rule> rules;
  private final Customers customers;
  private final Clock clock;

  Judge(List<Rule> rules, Customers customers, Clock clock) {
    this.rules = rules;
    this.customers = customers;
    this.clock = clock;
  }

  /**
   * What the rules say now. Of what nobody asked for, one after the other for each customer: the
   * caller's transaction keeps the customer's row.
   */
  Judgement judge(MessageRequest request) {
    String customerId = request.customerId();
    Customer customer =
        (request.purpose() == Purpose.SERVICE
                ? customers.find(customerId)
                : customers.lock(customerId))
            .orElse(null);
    List<Judgement.Answered> trace = new ArrayList<>();
    List<String> objections = new ArrayList<>();
    String address = null;
    for (String channel : request.channels()) {
      address = customer == null ? null : customer.address(channel);
      var asked = new Rule.Case(request, customer, channel, address);
      var decisive = decisive(asked, trace);
      if (decisive instanceof Rule.Objects objects) {
        objections.add(objects.reason());
        if (!objects.tryNextChannel()) {
          break;
        }
      } else if (decisive instanceof Rule.Holds holds) {
        return new Judgement.Stays(channel, address, holds.until(), holds.reason(), trace);
      } else if (customer == null || address == null) {
        throw new IllegalStateException("The rules would let a message go to nobody: " + trace);
      } else if (decisive instanceof Rule.Asks asks) {
        return new Judgement.Asks(channel, address, customer, asks.reason(), asks.since(), trace);
      } else if (decisive instanceof Rule.Waits waits) {
        return new Judgement.Goes(channel, address, customer, waits.until(), waits.reason(), trace);
      } else {
        return new Judgement.Goes(channel, address, customer, clock.instant(), null, trace);
      }
    }
    return new Judgement.Dropped(
        request.channels().get(0),
        address,
        objections.stream().distinct().collect(Collectors.joining("; ")),
        trace);
  }

  /** The first answer that stops the message, else the latest moment that a rule waits for. */
  private Rule.Answer decisive(Rule.Case asked, List<Judgement.Answered> trace) {
    Rule.Answer decisive = new Rule.Passes();
    for (Rule rule : rules) {
      Rule.Answer answer = rule.judge(asked);
      trace.add(Judgement.Answered.of(rule.name(), asked.channel(), answer));
      if (answer instanceof Rule.Objects
          || answer instanceof Rule.Holds
          || answer instanceof Rule.Asks) {
        return answer;
      }
      if (answer instanceof Rule.Waits waits && waits.until().isAfter(moment(decisive))) {
        decisive = waits;
      }
    }
    return decisive;
  }

  private static Instant moment(Rule.Answer answer) {
    return answer instanceof Rule.Waits waits ? waits.until() : Instant.MIN;
  }
}
