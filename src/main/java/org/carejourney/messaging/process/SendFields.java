package org.carejourney.messaging.process;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.carejourney.engine.StepFields;
import org.carejourney.engine.Variable;
import org.carejourney.messaging.MessageRequest;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.Purpose;

/** What a designer fills in at a Send step: template, purpose, channels, occasion, goOn. */
final class SendFields {

  private static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);

  private SendFields() {}

  static MessageRequest request(DelegateExecution step) {
    StepFields fields = new StepFields(step);
    return new MessageRequest(
        CUSTOMER.from(step),
        step.getProcessBusinessKey(),
        fields.get("template"),
        one(Purpose.values(), "purpose", fields.get("purpose")),
        channels(fields.get("channels")),
        new Asker(
            // A definition's id is key:version:id.
            step.getProcessDefinitionId().replaceFirst(":.*", ""),
            step.getProcessInstanceId(),
            step.getId(),
            step.getActivityInstanceId(),
            step.getCurrentActivityId()),
        fields.find("occasion").orElse("once"),
        one(GoOn.values(), "goOn", fields.find("goOn").orElse("queued")));
  }

  private static List<String> channels(String text) {
    return Arrays.asList(text.strip().toLowerCase(Locale.ROOT).split("[,\\s]+"));
  }

  private static <E extends Enum<E>> E one(E[] values, String field, String word) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The field '%s' is '%s' but must be one of %s"
                        .formatted(field, word, Arrays.toString(values).toLowerCase(Locale.ROOT))));
  }
}
