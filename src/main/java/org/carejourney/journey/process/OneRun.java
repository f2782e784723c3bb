package org.carejourney.journey.process;

import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.engine.DeclaredData;
import org.carejourney.journey.JourneyRuns;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * What holds for every process that starts on an event, whoever starts it: its business key is a
 * customer we know, it runs once for them, and it knows what an event would have told it.
 */
@Component
class OneRun {

  private final JourneyRuns runs;
  private final Customers customers;
  private final DeclaredData declared;
  private final Clock clock;

  OneRun(JourneyRuns runs, Customers customers, DeclaredData declared, Clock clock) {
    this.runs = runs;
    this.customers = customers;
    this.declared = declared;
    this.clock = clock;
  }

  void begin(DelegateExecution instance, String process) {
    String customerId = instance.getProcessBusinessKey();
    // Locked, as by who takes an event: both ask first and start then, one after the other.
    Customer customer =
        customers
            .lock(customerId == null ? "" : customerId)
            .orElseThrow(
                () ->
                    refused(
                        "The process %s needs the id of a customer as its business key; '%s' is none"
                            .formatted(process, customerId == null ? "" : customerId)));
    try {
      if (!runs.begin(process, customerId, instance.getProcessInstanceId())) {
        throw refused(
            "The process %s runs for the customer %s already".formatted(process, customerId));
      }
    } catch (DuplicateKeyException e) {
      throw new OptimisticLockingException(
          "The process %s was started for the customer %s at the same moment"
              .formatted(process, customerId),
          e);
    }
    complete(instance, customer);
  }

  /** Somebody who starts it in Tasklist says nothing but the customer. */
  private void complete(DelegateExecution instance, Customer customer) {
    set(instance, "customerId", customer.customerId());
    set(instance, "segment", customer.routingSegment());
    set(instance, "eventTime", Date.from(clock.instant()));
    declared
        .atStart(instance.getProcessDefinitionId())
        .forEach(field -> set(instance, field, null));
  }

  private static void set(DelegateExecution instance, String variable, @Nullable Object value) {
    if (!instance.hasVariable(variable)) {
      instance.setVariable(variable, value);
    }
  }

  void end(DelegateExecution instance) {
    runs.end(instance.getProcessInstanceId());
  }

  /** The one kind that the engine's REST API answers 400 to, with the words. */
  private static RuntimeException refused(String why) {
    return new InvalidRequestException(Status.BAD_REQUEST, why);
  }
}
