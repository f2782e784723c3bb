package org.carejourney.customer;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A list of customers as RFC 4180 CSV, read row by row. The first line names the columns: the
 * fields of {@link Profile}, {@code attributes.<name>}, {@code consent.<purpose>.<channel>} and
 * {@code consent.wording}. A row that breaks the form costs itself only, never the rows after it.
 */
class CustomerList {

  private static final Set<String> FIELDS =
      Set.of(
          "customerId",
          "name",
          "givenName",
          "email",
          "phone",
          "locale",
          "timeZone",
          "country",
          "segment",
          "birthday");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
  private static final int LINES_OF_A_ROW = 100;

  /**
   * One row of the list.
   *
   * @param line where it begins; the header is line 1
   * @param cells by column; empty when the row cannot be read
   * @param trouble why it cannot be read, else null
   */
  record Row(long line, Map<String, String> cells, @Nullable String trouble) {

    private static Row bad(long line, String trouble) {
      return new Row(line, Map.of(), trouble);
    }
  }

  private final Lines lines;
  private final List<String> columns;

  /** Reads the header; {@link Problem} 400 when it is not one we know. */
  CustomerList(Reader csv) throws IOException {
    lines = new Lines(csv);
    String first = lines.next();
    List<CSVRecord> header = first == null ? List.of() : parse(first);
    if (header == null || header.size() != 1) {
      throw Problem.badRequest(
          "missing-header", null, "The first line must name the columns, separated by commas");
    }
    columns = header.get(0).toList().stream().map(String::strip).toList();
    checkColumns();
  }

  /** The next row, or null after the last. */
  @Nullable Row next() throws IOException {
    String text = lines.next();
    while (text != null && text.isBlank()) {
      text = lines.next();
    }
    if (text == null) {
      return null;
    }
    long line = lines.number();
    List<String> more = new ArrayList<>();
    List<CSVRecord> parsed = lines.wasTooLong() ? null : parse(text);
    // An odd number of quotation marks: a text may go on in the next line.
    while (parsed == null && isOpen(text) && more.size() < LINES_OF_A_ROW) {
      String next = lines.next();
      if (next == null) {
        break;
      }
      more.add(next);
      text = text + "\n" + next;
      parsed = parse(text);
    }
    if (parsed == null || parsed.size() != 1) {
      lines.giveBack(more);
      return Row.bad(line, "A quotation mark is misplaced or not closed, or the row is too long");
    }
    return row(line, parsed.get(0));
  }

  private Row row(long line, CSVRecord row) {
    if (row.size() != columns.size()) {
      return Row.bad(
          line, "The row has %d cells, the header %d".formatted(row.size(), columns.size()));
    }
    Map<String, String> cells = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      cells.put(columns.get(i), row.get(i));
    }
    return new Row(line, cells, null);
  }

  private static boolean isOpen(String text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  /** Null when the text is not well formed. */
  private static @Nullable List<CSVRecord> parse(String text) {
    try (CSVParser parser = CSVParser.parse(text, FORMAT)) {
      return parser.getRecords();
    } catch (IOException | UncheckedIOException e) {
      return null;
    }
  }

  private void checkColumns() {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!FIELDS.contains(column)
          && !CustomerRow.isAttribute(column)
          && !isConsent(column)
          && !column.equals(CustomerRow.WORDING)) {
        throw Problem.badRequest(
            "unknown-column",
            column,
            "There is no column '%s'; known are %s, attributes.<name> and"
                    .formatted(column, String.join(", ", FIELDS.stream().sorted().toList()))
                + " consent.<purpose>.<channel>, consent.wording, separated by commas");
      }
      if (!seen.add(column)) {
        throw Problem.badRequest("duplicate-column", column, column + " stands there twice");
      }
    }
    for (String needed : List.of("customerId", "name")) {
      if (!seen.contains(needed)) {
        throw Problem.badRequest("missing-column", needed, "The column " + needed + " is missing");
      }
    }
  }

  private static boolean isConsent(String column) {
    String[] parts = column.split("\\.", -1);
    return parts.length == 3
        && parts[0].equals("consent")
        && Consent.PURPOSES.contains(parts[1])
        && Consent.CHANNELS.contains(parts[2]);
  }
}
