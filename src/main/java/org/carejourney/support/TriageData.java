package org.carejourney.support;

import java.util.List;
import org.carejourney.customer.PersonalData;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Processes;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.InboundOutcomes;
import org.springframework.stereotype.Component;

/** What was written while a customer's messages were sorted, and the sorting that is not done. */
@Component
class TriageData implements PersonalData {

  private final InboundMessages inbound;
  private final InboundOutcomes outcomes;
  private final Answers answers;
  private final Processes processes;

  TriageData(
      InboundMessages inbound, InboundOutcomes outcomes, Answers answers, Processes processes) {
    this.inbound = inbound;
    this.outcomes = outcomes;
    this.answers = answers;
    this.processes = processes;
  }

  @Override
  public String name() {
    return "sorting";
  }

  @Override
  public Object export(String customerId) {
    return inbound.of(customerId).stream()
        .map(message -> new Sorted(message.id(), answers.of(message.id())))
        .filter(sorted -> !sorted.answers().isEmpty())
        .toList();
  }

  private record Sorted(String inboundId, List<Answer> answers) {}

  @Override
  public void erase(String customerId) {
    for (InboundMessage message : inbound.of(customerId)) {
      answers.erase(message.id());
      if (Triage.UNSORTED.equals(message.outcome())) {
        processes.end(message.id(), "customer erased");
        outcomes.settle(message.id(), customerId, "ignored", "The customer was erased", null);
      }
    }
  }
}
