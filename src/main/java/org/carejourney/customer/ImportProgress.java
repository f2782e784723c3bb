package org.carejourney.customer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a list of customers has come.
 *
 * @param status {@code running}, {@code done} or {@code failed}; what a failed import kept stays
 * @param rowsRead rows so far, without the header
 * @param finishedAt null while running
 * @param problems the bad rows by line, at most the first 10,000
 */
public record ImportProgress(
    String importId,
    String status,
    long rowsRead,
    long rowsKept,
    long rowsBad,
    Instant startedAt,
    @Nullable Instant finishedAt,
    List<BadRow> problems) {

  /**
   * A row that was not kept.
   *
   * @param line where it begins; the header is line 1
   */
  public record BadRow(long line, String reason) {}
}
