package org.carejourney.customer.process;

import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.carejourney.customer.Timeline;
import org.carejourney.customer.TimelineEntry;
import org.carejourney.engine.Block;
import org.carejourney.engine.StepFields;
import org.carejourney.engine.Variable;

/** Says on the customer's story what a process has come to. */
@Block
class WriteTimeline implements JavaDelegate {

  private static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);

  private final Timeline timeline;
  private final Clock clock;

  WriteTimeline(Timeline timeline, Clock clock) {
    this.timeline = timeline;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution step) {
    timeline.write(
        CUSTOMER.from(step),
        TimelineEntry.of(clock.instant(), "note", new StepFields(step).get("title"))
            // A definition's id is key:version:id.
            .withProcess(step.getProcessDefinitionId().replaceFirst(":.*", "")));
  }
}
