package org.carejourney.benchmark;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something that must be so after a run.
 *
 * @param name what must be so, as a sentence
 * @param wrongs SQL that counts what is otherwise
 */
record Check(String name, String wrongs) {

  /**
   * @param wrongs how many are not so
   */
  record Outcome(String name, long wrongs) {

    boolean passed() {
      return wrongs == 0;
    }
  }

  Outcome on(JdbcClient jdbc) {
    return new Outcome(name, jdbc.sql(wrongs).query(Long.class).single());
  }

  /** A check whose answer is known already. */
  static Check that(String name, boolean so) {
    return new Check(name, "select " + (so ? 0 : 1));
  }
}
