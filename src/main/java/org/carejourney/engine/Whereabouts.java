package org.carejourney.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.springframework.stereotype.Component;

/** Where the processes under way for a customer or a ticket stand right now. */
@Component
public class Whereabouts {

  private static final int MOST = 20;

  /**
   * A process under way.
   *
   * @param process its name as drawn
   * @param steps the steps it stands at, as drawn; more than one where ways run side by side
   */
  public record UnderWay(
      String processInstanceId, String process, List<String> steps, Instant since) {}

  private final RuntimeService runtime;
  private final HistoryService history;
  private final Models models;
  private final Unattended unattended;

  Whereabouts(
      RuntimeService runtime, HistoryService history, Models models, Unattended unattended) {
    this.runtime = runtime;
    this.history = history;
    this.models = models;
    this.unattended = unattended;
  }

  /** What runs under a business key, the longest first; a called process stands for itself. */
  public List<UnderWay> of(String businessKey) {
    return unattended.call(
        () ->
            history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey)
                .unfinished()
                .listPage(0, MOST)
                .stream()
                .sorted(Comparator.comparing(HistoricProcessInstance::getStartTime))
                .map(this::underWay)
                .toList());
  }

  private UnderWay underWay(HistoricProcessInstance instance) {
    String process = instance.getProcessDefinitionKey();
    List<String> steps = new ArrayList<>();
    ActivityInstance root = runtime.getActivityInstance(instance.getId());
    if (root != null) {
      collect(root, steps);
    }
    return new UnderWay(
        instance.getId(),
        models.processName(process),
        steps.stream().distinct().map(step -> models.stepName(process, step)).toList(),
        instance.getStartTime().toInstant());
  }

  /** The innermost ones: where a token stands, or is about to come. */
  private static void collect(ActivityInstance place, List<String> steps) {
    Arrays.stream(place.getChildTransitionInstances())
        .forEach(next -> steps.add(next.getActivityId()));
    if (place.getChildActivityInstances().length > 0) {
      Arrays.stream(place.getChildActivityInstances()).forEach(child -> collect(child, steps));
    } else if (place.getParentActivityInstanceId() != null) {
      steps.add(place.getActivityId());
    }
  }
}
