package org.carejourney.customer;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carejourney.engine.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of imports and their bad rows. */
@Component
class ImportRows {

  private static final int LISTED = 10_000;

  private final JdbcClient jdbc;

  ImportRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void begin(String importId, Instant now) {
    jdbc.sql(
            """
            insert into customer_import
              (import_id, status, started_at, alive_at, rows_read, rows_kept, rows_bad)
            values (?, 'running', ?, current_timestamp, 0, 0, 0)""")
        .params(importId, Timestamp.from(now))
        .update();
  }

  void progress(String importId, long read, long kept) {
    jdbc.sql(
            """
            update customer_import
            set rows_read = ?, rows_kept = ?, rows_bad = ?, alive_at = current_timestamp
            where import_id = ?""")
        .params(read, kept, read - kept, importId)
        .update();
  }

  void bad(String importId, long line, String reason, long badSoFar) {
    if (badSoFar < LISTED) {
      jdbc.sql("insert into customer_import_problem (import_id, line, reason) values (?, ?, ?)")
          .params(importId, line, Text.fit(reason, 500))
          .update();
    }
  }

  void end(String importId, String status, Instant now) {
    jdbc.sql("update customer_import set status = ?, finished_at = ? where import_id = ?")
        .params(status, Timestamp.from(now), importId)
        .update();
  }

  /** What has given no sign of life for five minutes died with its node. */
  Optional<ImportProgress> find(String importId) {
    return jdbc.sql(
            """
            select i.*, case
                when status = 'running'
                  and alive_at < current_timestamp - interval '5' minute then 'failed'
                else status end as shown
            from customer_import i where import_id = ?""")
        .param(importId)
        .query(
            (row, index) ->
                new ImportProgress(
                    importId,
                    row.getString("shown"),
                    row.getLong("rows_read"),
                    row.getLong("rows_kept"),
                    row.getLong("rows_bad"),
                    row.getTimestamp("started_at").toInstant(),
                    Optional.ofNullable(row.getTimestamp("finished_at"))
                        .map(Timestamp::toInstant)
                        .orElse(null),
                    problems(importId)))
        .optional();
  }

  private List<ImportProgress.BadRow> problems(String importId) {
    return jdbc.sql(
            "select line, reason from customer_import_problem where import_id = ? order by line")
        .param(importId)
        .query(ImportProgress.BadRow.class)
        .list();
  }
}
