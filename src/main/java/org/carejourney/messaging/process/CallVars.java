package org.carejourney.messaging.process;

import org.carejourney.engine.Variable;

/** What the diagram of a call knows. */
final class CallVars {

  static final Variable<String> MESSAGE = new Variable<>("messageId", String.class);
  static final Variable<String> OUTCOME = new Variable<>("callOutcome", String.class);

  private CallVars() {}
}
