package org.carejourney.engine;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes what expires out of tables and the statements that forget their old rows. */
@Component
public class Expiry {

  private static final int SLICE = 500;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Company company;

  Expiry(JdbcClient jdbc, TransactionTemplate transaction, Company company) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.company = company;
  }

  /**
   * A condition: no process is under way about what a column names, such as a ticket or a customer.
   *
   * @param column with its table's name
   */
  public static String nothingRunsFor(String column) {
    return "not exists (select 1 from ACT_RU_EXECUTION where BUSINESS_KEY_ = %s)".formatted(column);
  }

  /**
   * The old rows of a table with a {@code seq} in the order of time.
   *
   * @param moment the column that says how old a row is
   * @param statements each must keep to {@code seq > :after and seq <= :end} and to what is before
   *     {@code :before}, and must find nothing to do in what it has forgotten already
   */
  public Expiring rows(String what, Keep keep, String table, String moment, String... statements) {
    return new Rows(what, keep, table, moment, List.of(statements));
  }

  /** The old rows of a small table, by one statement with {@code :before}. */
  public Expiring few(String what, Keep keep, String... statements) {
    return new Rows(what, keep, null, null, List.of(statements));
  }

  private record Slice(@Nullable Long end, long old) {}

  private final class Rows implements Expiring {

    private final String what;
    private final Keep keep;
    private final @Nullable String slice;
    private final List<String> statements;

    Rows(
        String what,
        Keep keep,
        @Nullable String table,
        @Nullable String moment,
        List<String> statements) {
      this.what = what;
      this.keep = keep;
      this.slice =
          table == null
              ? null
              : """
              select max(seq), count(case when %2$s < :before then 1 end)
              from (select seq, %2$s from %1$s where seq > :after
                    order by seq fetch first :most rows only) slice"""
                  .formatted(table, moment);
      this.statements = statements;
    }

    @Override
    public String what() {
      return what;
    }

    @Override
    public Sweep sweep(Instant now) {
      Timestamp before = keep.since(now, company.timeZone()).map(Timestamp::from).orElse(null);
      if (before == null) {
        return OptionalLong::empty;
      }
      return slice == null ? new Once(before) : new InOrder(slice, before);
    }

    private final class Once implements Sweep {

      private final Timestamp before;
      private boolean done;

      Once(Timestamp before) {
        this.before = before;
      }

      @Override
      public OptionalLong next() {
        if (done) {
          return OptionalLong.empty();
        }
        done = true;
        return OptionalLong.of(forget(before, Long.MIN_VALUE, Long.MAX_VALUE));
      }
    }

    private final class InOrder implements Sweep {

      private final String slice;
      private final Timestamp before;
      private long after = Long.MIN_VALUE;

      InOrder(String slice, Timestamp before) {
        this.slice = slice;
        this.before = before;
      }

      /** Over where a whole slice is young: what was written later is younger still. */
      @Override
      public OptionalLong next() {
        Slice next =
            jdbc.sql(slice)
                .param("before", before)
                .param("after", after)
                .param("most", SLICE)
                .query((row, index) -> new Slice(row.getObject(1, Long.class), row.getLong(2)))
                .single();
        if (next.end() == null || next.old() == 0) {
          return OptionalLong.empty();
        }
        long forgotten = forget(before, after, next.end());
        after = next.end();
        return OptionalLong.of(forgotten);
      }
    }

    private long forget(Timestamp before, long after, long end) {
      Long forgotten =
          transaction.execute(
              status ->
                  statements.stream()
                      .mapToLong(
                          statement ->
                              jdbc.sql(statement)
                                  .param("before", before)
                                  .param("after", after)
                                  .param("end", end)
                                  .update())
                      .sum());
      return forgotten == null ? 0 : forgotten;
    }
  }
}
