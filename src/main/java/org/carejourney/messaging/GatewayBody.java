package org.carejourney.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.carejourney.engine.WrongSetting;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The body of a request, where each value is only ever a value, whatever stands in it. */
final class GatewayBody {

  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");
  private static final Pattern NOT_XML =
      Pattern.compile("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  /** Would leave every place that is not made for a text. */
  private static final String PROBE = "a\"'<&>=\\ \n";

  private enum Language {
    JSON(text -> new String(JsonStringEncoder.getInstance().quoteAsString(text))),
    FORM(text -> URLEncoder.encode(text, StandardCharsets.UTF_8)),
    XML(GatewayBody::xml);

    private final UnaryOperator<String> escape;

    Language(UnaryOperator<String> escape) {
      this.escape = escape;
    }
  }

  private final String template;
  private final Language language;

  /**
   * @param setting what the settings of this gateway begin with
   * @throws WrongSetting naming the setting when no request can be made of it
   */
  GatewayBody(String setting, String contentType, String template) {
    this.template = template;
    this.language = language(setting, contentType);
    if (!template.contains("{to}") || !template.contains("{text}")) {
      throw Gateway.wrong(setting + ".body needs the places {to} and {text}");
    }
    try {
      parse(fill(Map.of("to", PROBE, "text", PROBE, "id", PROBE, "from", PROBE)));
    } catch (JsonProcessingException | XMLStreamException e) {
      throw Gateway.wrong(
          "%s.body is no %s, or has a place where no text can stand".formatted(setting, language));
    } catch (IllegalArgumentException e) {
      throw Gateway.wrong(setting + ".body: " + e.getMessage());
    }
  }

  /** The body with all values in their places; in one pass, so that no value is a place. */
  String fill(Map<String, String> values) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalArgumentException("there is no value for " + place.group());
              }
              return Matcher.quoteReplacement(language.escape.apply(value));
            });
  }

  private static Language language(String setting, String contentType) {
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      String subtype = type.getSubtype();
      boolean unicode =
          type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
      if (unicode && (subtype.equals("json") || subtype.endsWith("+json"))) {
        return Language.JSON;
      } else if (unicode && subtype.equals("x-www-form-urlencoded")) {
        return Language.FORM;
      } else if (unicode && (subtype.equals("xml") || subtype.endsWith("+xml"))) {
        return Language.XML;
      }
    } catch (InvalidMediaTypeException e) {
      // Told below.
    }
    throw Gateway.wrong(
        setting + ".content-type must be JSON, a form (x-www-form-urlencoded) or XML, in UTF-8");
  }

  private void parse(String body) throws JsonProcessingException, XMLStreamException {
    if (language == Language.JSON) {
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
    } else if (language == Language.XML) {
      var factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      var reader = factory.createXMLStreamReader(new StringReader(body));
      while (reader.hasNext()) {
        reader.next();
      }
    }
  }

  private static String xml(String text) {
    return NOT_XML
        .matcher(text)
        .replaceAll("\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("\r", "&#13;")
        .replace("\n", "&#10;");
  }
}
