package org.carejourney.support;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.carejourney.engine.ModelFiles;
import org.springframework.stereotype.Component;

/**
 * What single words of a customer tell, from the list {@code processes/support/words.csv} that
 * designers own: columns fact, value, language, word. The first line that matches wins, in any
 * language, so the weightier words stand first. A wrong guess costs little: a person reads on.
 */
@Component
class Words {

  private static final int MOST = 20_000;
  private static final String FILE = "processes/support/words.csv";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setTrim(true)
          .setIgnoreEmptyLines(true)
          .get();

  private record Line(String fact, String value, Pattern word) {}

  private final ModelFiles files;
  private String read = "";
  private List<Line> lines = List.of();

  Words(ModelFiles files) {
    this.files = files;
  }

  /**
   * The value that a text tells for a fact, such as urgency; empty when no word matches. Of a long
   * text only the first {@value #MOST} characters are looked at: a book would take seconds.
   */
  Optional<String> tell(String fact, String text) {
    String beginning = text.substring(0, Math.min(text.length(), MOST));
    return lines().stream()
        .filter(line -> line.fact().equals(fact) && line.word().matcher(beginning).find())
        .map(Line::value)
        .findFirst();
  }

  private synchronized List<Line> lines() {
    String now =
        files.text(FILE).orElseThrow(() -> new IllegalStateException(FILE + " is missing"));
    if (!now.equals(read)) {
      lines = parse(now);
      read = now;
    }
    return lines;
  }

  private static List<Line> parse(String csv) {
    List<Line> lines = new ArrayList<>();
    try (var parser = FORMAT.parse(new StringReader(csv))) {
      for (CSVRecord row : parser) {
        lines.add(
            new Line(
                row.get("fact").toLowerCase(Locale.ROOT),
                row.get("value"),
                Pattern.compile(
                    "(?<!\\p{L})" + Pattern.quote(row.get("word")),
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)));
      }
      return lines;
    } catch (IOException | IllegalArgumentException e) {
      throw new UncheckedIOException(
          new IOException(FILE + " cannot be read: " + e.getMessage(), e));
    }
  }
}
