package org.carejourney.engine;

import java.util.function.Supplier;
import org.slf4j.MDC;

/** What a line in the log is about, as a field of its own. Ids only. */
public enum LogField {
  MESSAGE("messageId"),
  INBOUND("inboundId");

  private final String field;

  LogField(String field) {
    this.field = field;
  }

  /** Marks every line that the work writes. */
  public void during(String id, Runnable work) {
    during(
        id,
        () -> {
          work.run();
          return null;
        });
  }

  /** The same for work with a result. */
  public <T> T during(String id, Supplier<T> work) {
    String before = MDC.get(field);
    MDC.put(field, id);
    try {
      return work.get();
    } finally {
      if (before == null) {
        MDC.remove(field);
      } else {
        MDC.put(field, before);
      }
    }
  }
}
