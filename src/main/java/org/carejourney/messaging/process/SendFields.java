package org.carejourney.messaging.process;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.carejourney.engine.StepFields;
import org.carejourney.engine.Text;
import org.carejourney.engine.Timers;
import org.carejourney.engine.Variable;
import org.carejourney.messaging.MessageRequest;
import org.carejourney.messaging.MessageRequest.Asker;
import org.carejourney.messaging.MessageRequest.CatchUp;
import org.carejourney.messaging.MessageRequest.GoOn;
import org.carejourney.messaging.MessageRequest.OverBudget;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessageRequest.Timing;
import org.carejourney.messaging.MessageRequest.WhenLate;
import org.carejourney.messaging.Window;

/** What a designer fills in at a Send step. */
final class SendFields {

  private static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);

  /** What the ledger has room for of a step's name. */
  private static final int NAME = 300;

  private SendFields() {}

  static MessageRequest request(DelegateExecution step) {
    StepFields fields = new StepFields(step);
    ProcessDefinition diagram = ((ExecutionEntity) step).getProcessDefinition();
    return new MessageRequest(
        CUSTOMER.from(step),
        step.getProcessBusinessKey(),
        fields.get("template"),
        fields.find("softTemplate").orElse(null),
        one(Purpose.values(), "purpose", fields.get("purpose")),
        channels(fields.get("channels")),
        new Timing(
            fields.find("window").map(Window::of).orElse(null),
            businessDays(fields.find("days").orElse("any")),
            one(OverBudget.values(), "overBudget", fields.find("overBudget").orElse("wait")),
            new CatchUp(
                Timers.rang().orElse(null),
                fields.find("lateLimit").map(Duration::parse).orElse(null),
                one(WhenLate.values(), "whenLate", fields.find("whenLate").orElse("ask")))),
        new Asker(
            diagram.getKey(),
            diagram.getVersion(),
            step.getProcessInstanceId(),
            step.getId(),
            step.getActivityInstanceId(),
            step.getCurrentActivityId(),
            Text.fit(step.getCurrentActivityName(), NAME),
            fields.catches("startOver")),
        fields.find("occasion").orElse("once"),
        one(GoOn.values(), "goOn", fields.find("goOn").orElse("queued")));
  }

  private static boolean businessDays(String word) {
    return switch (word) {
      case "any" -> false;
      case "business" -> true;
      default ->
          throw new IllegalStateException(
              "The field 'days' is '%s' but must be any or business".formatted(word));
    };
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
