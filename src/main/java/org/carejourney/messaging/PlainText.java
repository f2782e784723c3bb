package org.carejourney.messaging;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * The text part of a message, made from its html, so that the two never disagree: paragraphs,
 * headings, lists, and links as {@code label: address}.
 */
final class PlainText {

  private static final int WIDTH = 76;

  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p",
          "div",
          "table",
          "ul",
          "ol",
          "blockquote",
          "pre",
          "hr",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6");

  private static final Set<String> LINES = Set.of("tr", "li", "dt", "dd", "address", "center");
  private static final Pattern SPACE = Pattern.compile("[\\s\u00A0]+");
  private static final Pattern SPACES = Pattern.compile("[ \\t]{2,}");

  /** Controls, and marks that turn the direction of what follows. */
  private static final Pattern UNWRITTEN =
      Pattern.compile("[\\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+");

  private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");

  private final StringBuilder text = new StringBuilder();
  private final Inserts inserts;

  private PlainText(Inserts inserts) {
    this.inserts = inserts;
  }

  /** The subject of a compiled message: its title, still masked. */
  static String title(String html) {
    var title = parsed(html).selectFirst("title");
    return title == null ? "" : title.text();
  }

  /** The body of a compiled message, still masked. */
  static String body(String html, Inserts inserts) {
    var plain = new PlainText(inserts);
    Element body = parsed(html).selectFirst("body");
    if (body != null) {
      plain.walk(body);
    }
    return plain.text.toString();
  }

  /** As XML: an HTML parser would move what stands between table rows. */
  private static Document parsed(String html) {
    return Jsoup.parse(html, "", Parser.xmlParser());
  }

  private void walk(Element element) {
    for (Node child : element.childNodes()) {
      if (child instanceof TextNode words) {
        words(words.getWholeText());
      } else if (child instanceof Element inner && !hidden(inner)) {
        element(inner);
      }
    }
  }

  private void element(Element element) {
    String name = element.normalName();
    if (PARAGRAPHS.contains(name)) {
      apart("\n\n");
      walk(element);
      apart("\n\n");
    } else if (LINES.contains(name)) {
      apart("\n");
      if (name.equals("li")) {
        text.append("- ");
      }
      walk(element);
      apart("\n");
    } else if (name.equals("a")) {
      link(element);
    } else if (name.equals("img")) {
      words(element.attr("alt"));
    } else {
      if (name.equals("br")) {
        text.append('\n');
      }
      walk(element);
    }
  }

  private void link(Element link) {
    int from = text.length();
    walk(link);
    String address = link.attr("href").strip();
    String label = text.substring(from).strip();
    String shown = inserts.codes(address).replaceFirst("^(mailto|tel):", "");
    if (!address.isEmpty() && !shown.equals(inserts.codes(label))) {
      trimEnd();
      text.append(label.isEmpty() ? "" : ": ").append(address);
    }
  }

  private void words(String raw) {
    String words = SPACE.matcher(raw).replaceAll(" ");
    boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
    text.append(atStart ? words.stripLeading() : words);
  }

  /** Ends a line or paragraph, unless one has just ended or an item has just begun. */
  private void apart(String gap) {
    if (text.isEmpty() || text.toString().endsWith("\n- ")) {
      return;
    }
    trimEnd();
    while (!text.toString().endsWith(gap)) {
      text.append('\n');
    }
  }

  private void trimEnd() {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
  }

  private static boolean hidden(Element element) {
    return element.attr("style").replace(" ", "").contains("display:none")
        || element.hasAttr("hidden")
        || element.attr("aria-hidden").equals("true");
  }

  /** Tidies a rendered text: single spaces and empty lines, long lines wrapped. */
  static String tidied(String rendered) {
    var tidied = new StringBuilder();
    rendered
        .lines()
        .map(line -> SPACES.matcher(line).replaceAll(" ").strip())
        .forEach(line -> wrap(line, tidied));
    return BLANK_LINES.matcher(tidied).replaceAll("\n\n").strip() + "\n";
  }

  /**
   * Tidies a rendered text that a telephone breaks into lines itself: single spaces and empty
   * lines, and nothing in it that is no writing.
   */
  static String unwrapped(String rendered) {
    String tidied =
        rendered
            .lines()
            .map(line -> UNWRITTEN.matcher(line).replaceAll(" "))
            .map(line -> SPACES.matcher(line).replaceAll(" ").strip())
            .collect(Collectors.joining("\n"));
    return BLANK_LINES.matcher(tidied).replaceAll("\n\n").strip();
  }

  /** Whether a line was broken since the next word of the text did not fit. */
  static boolean full(String line, String next) {
    String word = next.strip().split(" ", 2)[0];
    return !line.isBlank() && line.length() + 1 + word.length() > WIDTH;
  }

  private static void wrap(String line, StringBuilder out) {
    String rest = line;
    String indent = line.startsWith("- ") ? "  " : "";
    while (rest.length() > WIDTH) {
      int cut = rest.lastIndexOf(' ', WIDTH);
      if (cut <= indent.length()) {
        cut = rest.indexOf(' ', WIDTH);
      }
      if (cut < 0) {
        break;
      }
      out.append(rest, 0, cut).append('\n');
      rest = indent + rest.substring(cut + 1);
    }
    out.append(rest).append('\n');
  }
}
