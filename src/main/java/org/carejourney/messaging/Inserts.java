package org.carejourney.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The FreeMarker pieces of one message and its included parts. They are taken out and replaced by
 * marks before MJML and HTML parsers see the text, so that no quote or angle bracket in an
 * expression is ever mistaken for markup, and put back afterwards; each remembers where it stood.
 */
final class Inserts {

  /** One {@code ${…}}, {@code [#…]} or {@code [@…]} as written, and where. */
  record Insert(String file, int line, String code) {

    boolean prints() {
      return code.startsWith("${");
    }
  }

  /** Private-use characters around a number: mean nothing to any parser, stand in no real text. */
  private static final String OPEN = "\uE000";

  private static final String CLOSE = "\uE001";
  static final Pattern MARK = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

  private final List<Insert> inserts = new ArrayList<>();

  /** Takes the pieces out of a source. */
  MaskedText mask(String file, String source) {
    return new Scan(this, file, source).masked();
  }

  String add(Insert insert) {
    TemplateLint.check(insert);
    inserts.add(insert);
    return OPEN + (inserts.size() - 1) + CLOSE;
  }

  Insert of(MatchResult mark) {
    return inserts.get(Integer.parseInt(mark.group(1)));
  }

  /** The first piece within a masked text, or null. */
  @Nullable Insert firstIn(String masked) {
    var mark = MARK.matcher(masked);
    return mark.find() ? of(mark) : null;
  }

  /** A masked text with the pieces as written, to compare two. */
  String codes(String masked) {
    return MARK.matcher(masked).replaceAll(mark -> Matcher.quoteReplacement(of(mark).code()));
  }

  List<Insert> all() {
    return inserts;
  }

  static boolean markedIn(String text) {
    return text.contains(OPEN) || text.contains(CLOSE);
  }
}
