package org.carejourney.support.process;

import java.util.Date;
import org.carejourney.engine.Variable;

/** What the diagrams of this module know: ids and routing facts only. */
final class Vars {

  static final Variable<String> TICKET = new Variable<>("ticketNumber", String.class);
  static final Variable<String> CUSTOMER = new Variable<>("customerId", String.class);
  static final Variable<String> TOPIC = new Variable<>("topic", String.class);
  static final Variable<String> TEAM = new Variable<>("team", String.class);
  static final Variable<Integer> LEVEL = new Variable<>("level", Integer.class);
  static final Variable<Number> PRIORITY = new Variable<>("priority", Number.class);
  static final Variable<Number> FIRST_ANSWER_HOURS =
      new Variable<>("firstAnswerHours", Number.class);
  static final Variable<Number> SOLUTION_HOURS = new Variable<>("solutionHours", Number.class);
  static final Variable<Date> ANSWER_WARN_AT = new Variable<>("answerWarnAt", Date.class);
  static final Variable<Date> ANSWER_DUE_AT = new Variable<>("answerDueAt", Date.class);
  static final Variable<Date> SOLUTION_WARN_AT = new Variable<>("solutionWarnAt", Date.class);
  static final Variable<Date> SOLUTION_DUE_AT = new Variable<>("solutionDueAt", Date.class);
  static final Variable<String> REPLY_MEANING = new Variable<>("replyMeaning", String.class);

  static final Variable<String> INBOUND = new Variable<>("inboundId", String.class);
  static final Variable<String> OPENED_TICKET = new Variable<>("openedTicket", String.class);
  static final Variable<String> AGENT = new Variable<>("agent", String.class);

  private Vars() {}
}
