package org.carejourney.messaging.process;

import java.util.Date;
import org.carejourney.engine.Block;
import org.carejourney.messaging.Calls;

/**
 * For expressions: who makes a call, by when, and when to try again. Public, because expressions
 * call methods of public classes only.
 */
@Block
public class CallPlan {

  private final Calls calls;

  CallPlan(Calls calls) {
    this.calls = calls;
  }

  public String team(String messageId) {
    return calls.team(messageId);
  }

  public Date due() {
    return Date.from(calls.dueToday());
  }

  public Date nextTry() {
    return Date.from(calls.nextDay());
  }
}
