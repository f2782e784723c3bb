package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.carejourney.CareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What loses against something faster is done again; what is wrong is not. */
@CareTest
class UnattendedTest {

  @Autowired private Unattended unattended;
  @Autowired private Conflicts conflicts;

  @ParameterizedTest
  @ValueSource(strings = {"40P01", "40001", "counted"})
  void whoeverWasOvertakenInTheEngineTriesAgain(String state) {
    AtomicInteger attempts = new AtomicInteger();
    String answer =
        conflicts.retried(
            () ->
                unattended.call(
                    () -> {
                      if (attempts.incrementAndGet() < 3) {
                        throw overtaken(state);
                      }
                      return "done";
                    }));
    assertThat(answer).isEqualTo("done");
    assertThat(attempts).hasValue(3);
  }

  /** As the engine says it, which wraps what its database layer has wrapped. */
  private static ProcessEngineException overtaken(String state) {
    return state.equals("counted")
        ? new OptimisticLockingException("updated by another transaction")
        : new ProcessEngineException(
            "flush", new IllegalStateException(new SQLException("deadlock detected", state)));
  }

  @Test
  void whatIsWrongIsToldAtOnce() {
    AtomicInteger attempts = new AtomicInteger();
    var wrong = new ProcessEngineException("flush", new SQLException("too long", "22001"));
    assertThatThrownBy(
            () ->
                conflicts.retried(
                    () ->
                        unattended.call(
                            () -> {
                              attempts.incrementAndGet();
                              throw wrong;
                            })))
        .isSameAs(wrong);
    assertThat(attempts).hasValue(1);
  }
}
