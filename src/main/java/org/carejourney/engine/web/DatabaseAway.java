package org.carejourney.engine.web;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionSystemException;

/**
 * The database does not answer, has hung up on us, or can keep nothing right now: nobody's mistake,
 * and over soon. Who asks is told to come again, so that nothing that was not kept is taken for
 * kept.
 */
final class DatabaseAway {

  /** Seconds after which asking again makes sense, for {@code Retry-After}. */
  static final String RETRY_AFTER = String.valueOf(Duration.ofSeconds(10).toSeconds());

  private static final String READ_ONLY = "25006";

  private DatabaseAway() {}

  /** Whether a problem comes from that. */
  static boolean caused(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      // Not even to take something back: the connection is gone.
      boolean stuck =
          cause instanceof TransactionSystemException && cause.getCause() instanceof SQLException;
      if (stuck || (cause instanceof SQLException sql && isAway(sql))) {
        return true;
      }
    }
    return false;
  }

  /**
   * By the standard's class 08 (connection exceptions) and PostgreSQL's own 57P (the server is
   * being ended, has crashed, or is still starting); that it cannot keep anything by class 53 (no
   * disk or memory left), 58 (input and output) and 25006 (only reading). See its manual, appendix
   * A.
   */
  private static boolean isAway(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLRecoverableException
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("53")
        || state.startsWith("58")
        || state.equals(READ_ONLY);
  }

  static ProblemDetail problem() {
    return ProblemJson.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "database-away",
        null,
        "The database cannot be reached right now; ask again in a moment");
  }
}
