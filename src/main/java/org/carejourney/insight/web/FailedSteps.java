package org.carejourney.insight.web;

import java.time.Instant;
import java.util.List;
import org.carejourney.engine.Jobs;
import org.carejourney.engine.Models;
import org.carejourney.engine.Text;
import org.carejourney.support.Ticket;
import org.carejourney.support.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Jobs that wait for a person, in words that a person understands. */
@Component
class FailedSteps {

  /**
   * A job that waits for a person.
   *
   * @param process as drawn
   * @param step as drawn
   * @param why what went wrong, without the engine's codes, or null when it gave no reason
   * @param ticket what it was about, or null
   * @param customerId whose ticket it is, or null
   */
  public record FailedStep(
      String jobId,
      String process,
      @Nullable String step,
      @Nullable String why,
      @Nullable String ticket,
      @Nullable String customerId,
      Instant since) {}

  private final Jobs jobs;
  private final Models models;
  private final Tickets tickets;

  FailedSteps(Jobs jobs, Models models, Tickets tickets) {
    this.jobs = jobs;
    this.models = models;
    this.tickets = tickets;
  }

  List<FailedStep> all() {
    return jobs.failed().stream().map(this::inWords).toList();
  }

  private FailedStep inWords(Jobs.Failed job) {
    Ticket ticket = job.businessKey() == null ? null : tickets.find(job.businessKey()).orElse(null);
    return new FailedStep(
        job.jobId(),
        models.processName(job.process()),
        models.stepName(job.process(), job.step()),
        plain(job.message()),
        ticket == null ? job.businessKey() : ticket.number(),
        ticket == null ? null : ticket.customerId(),
        job.since());
  }

  static @Nullable String plain(@Nullable String message) {
    String told = message == null ? "" : message.replaceAll("ENGINE-\\d+\\s*", "").strip();
    return told.isEmpty() ? null : Text.fit(told, 600);
  }
}
