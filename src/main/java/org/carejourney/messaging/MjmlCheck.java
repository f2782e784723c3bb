package org.carejourney.messaging;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a masked source as XML and says, with its line, what the MJML compiler would swallow
 * silently: unclosed tags, misspelt elements, text that would vanish, links that lead nowhere.
 */
final class MjmlCheck {

  /** Elements that hold elements only; what else stands in them is lost or moved. */
  private static final Set<String> CONTAINERS =
      Set.of(
          "mjml",
          "mj-head",
          "mj-attributes",
          "mj-body",
          "mj-wrapper",
          "mj-section",
          "mj-group",
          "mj-column",
          "mj-hero",
          "mj-social",
          "mj-navbar",
          "part");

  private static final Set<String> ELEMENTS =
      Set.of(
          "mj-all",
          "mj-breakpoint",
          "mj-button",
          "mj-class",
          "mj-divider",
          "mj-image",
          "mj-include",
          "mj-navbar-link",
          "mj-preview",
          "mj-raw",
          "mj-social-element",
          "mj-spacer",
          "mj-style",
          "mj-table",
          "mj-text",
          "mj-title");

  private static final Set<String> REFUSED =
      Set.of(
          "script",
          "iframe",
          "object",
          "embed",
          "form",
          "input",
          "button",
          "base",
          "link",
          "meta",
          "mj-font",
          "mj-html-attributes",
          "mj-accordion",
          "mj-carousel");

  private static final Set<String> ADDRESSES =
      Set.of("href", "src", "background-url", "background", "action", "formaction");

  /** A safe scheme, or one interpolation, whose value is then checked whenever it is printed. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?://|mailto:|tel:).*|" + Inserts.MARK + ".*");

  /** A picture that travels with the letter. */
  private static final String INSIDE = "cid:";

  private static final Pattern ENTITY = Pattern.compile("&[A-Za-z][A-Za-z0-9]*;");
  private static final XMLInputFactory XML = xml();

  private final MaskedText source;
  private final Inserts inserts;
  private final Deque<String> open = new ArrayDeque<>();

  private final Predicate<String> parts;
  private final Predicate<String> pictures;

  /**
   * @param parts whether a path in {@code <mj-include>} leads to a part
   * @param pictures whether a path behind {@code cid:} leads to a picture
   */
  static void check(
      MaskedText source, Inserts inserts, Predicate<String> parts, Predicate<String> pictures) {
    new MjmlCheck(source, inserts, parts, pictures).check();
  }

  private MjmlCheck(
      MaskedText source, Inserts inserts, Predicate<String> parts, Predicate<String> pictures) {
    this.source = source;
    this.inserts = inserts;
    this.parts = parts;
    this.pictures = pictures;
  }

  private void check() {
    String text = ENTITY.matcher(source.text()).replaceAll(".");
    try {
      var xml = XML.createXMLStreamReader(new StringReader("<part>" + text + "</part>"));
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> element(xml);
          case XMLStreamConstants.END_ELEMENT -> open.pop();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      String what = String.valueOf(e.getMessage()).replaceFirst("(?s).*\\nMessage: ", "");
      throw problem(e.getLocation().getLineNumber(), what);
    }
  }

  private void element(XMLStreamReader xml) {
    String name = xml.getLocalName();
    int line = xml.getLocation().getLineNumber();
    if (REFUSED.contains(name)) {
      throw problem(line, "<" + name + "> is not allowed in messages");
    }
    if (name.startsWith("mj") && !CONTAINERS.contains(name) && !ELEMENTS.contains(name)) {
      throw problem(line, "there is no element <" + name + ">");
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attribute(name, xml.getAttributeLocalName(i), xml.getAttributeValue(i), line);
    }
    if (name.equals("mj-include") && !parts.test(xml.getAttributeValue(null, "path"))) {
      throw problem(line, "<mj-include>: there is no such .mjml file in the template folder");
    }
    open.push(name);
  }

  private void attribute(String element, String name, String value, int line) {
    if (name.toLowerCase(Locale.ROOT).startsWith("on")) {
      throw problem(line, "the attribute " + name + " is not allowed in messages");
    }
    if (element.equals("mj-include") && !name.equals("path")) {
      throw problem(line, "<mj-include> takes a path and nothing else");
    }
    if (name.equals("src") && value.startsWith(INSIDE)) {
      if (!pictures.test(value.substring(INSIDE.length()))) {
        throw problem(
            line,
            value
                + ": there is no such .png, .jpg or .gif of at most %d kB in the template folder"
                    .formatted(Pictures.MOST_BYTES / 1000));
      }
      return;
    }
    var insert = inserts.firstIn(value);
    if (ADDRESSES.contains(name)
        && (!ADDRESS.matcher(value).matches()
            || (insert != null && Inserts.MARK.matcher(value).lookingAt() && !insert.prints()))) {
      throw problem(line, name + " must begin with https:, http:, mailto:, tel: or one ${…}");
    }
  }

  private void text(XMLStreamReader xml) {
    String text = xml.getText();
    if (text.isBlank() || !CONTAINERS.contains(open.peek())) {
      return;
    }
    var insert = inserts.firstIn(text);
    String what = insert == null ? text.strip().lines().findFirst().orElse("") : insert.code();
    int line = xml.getLocation().getLineNumber() - (int) text.stripLeading().lines().count() + 1;
    throw new TemplateProblem(
        source.file(),
        insert == null ? source.sourceLine(line) : insert.line(),
        what + " stands between MJML elements: put it inside <mj-raw>");
  }

  private TemplateProblem problem(int line, String what) {
    return new TemplateProblem(source.file(), source.sourceLine(line), what);
  }

  private static XMLInputFactory xml() {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    return factory;
  }
}
