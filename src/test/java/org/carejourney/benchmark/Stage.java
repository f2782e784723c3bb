package org.carejourney.benchmark;

/**
 * The figures of one stage.
 *
 * @param customers how many the stage dealt with; 0 for a stage in which time passes
 * @param jobs how many jobs ended
 * @param messages how many messages were decided on
 * @param cpuSeconds of the application, without the database's
 * @param heap bytes in use afterwards, when the garbage was gone
 * @param database bytes on disk afterwards
 */
record Stage(
    String name,
    long customers,
    long jobs,
    long messages,
    double seconds,
    double cpuSeconds,
    long heap,
    long database) {

  long customersPerSecond() {
    return perSecond(customers);
  }

  long jobsPerSecond() {
    return perSecond(jobs);
  }

  long messagesPerSecond() {
    return perSecond(messages);
  }

  private long perSecond(long count) {
    return seconds == 0 ? 0 : Math.round(count / seconds);
  }
}
