package org.carejourney.engine.web;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One language's words for our pages. In a template it is the function {@code say}: the English
 * text, then its parts for {@code {0}}, {@code {1}}. Texts are plain; a part may be markup that the
 * template made, such as a link, and then the whole is markup with all else escaped.
 */
final class Words implements TemplateMethodModelEx {

  private static final Pattern PART = Pattern.compile("\\{(\\d)}");

  private final Map<String, String> texts;

  /**
   * @param texts by their English; what is missing is said in English
   */
  Words(Map<String, String> texts) {
    this.texts = texts;
  }

  String say(String english, Object... parts) {
    return fill(english, UnaryOperator.identity(), part -> parts[part].toString());
  }

  @Override
  @SuppressWarnings("rawtypes") // FreeMarker's signature
  public TemplateModel exec(List arguments) throws TemplateModelException {
    String english = text(arguments.get(0));
    List<?> parts = arguments.subList(1, arguments.size());
    if (parts.stream().noneMatch(TemplateHTMLOutputModel.class::isInstance)) {
      String[] plain = new String[parts.size()];
      for (int i = 0; i < plain.length; i++) {
        plain[i] = text(parts.get(i));
      }
      return new SimpleScalar(say(english, (Object[]) plain));
    }
    String[] markup = new String[parts.size()];
    for (int i = 0; i < markup.length; i++) {
      markup[i] =
          parts.get(i) instanceof TemplateHTMLOutputModel html
              ? HTMLOutputFormat.INSTANCE.getMarkupString(html)
              : escaped(text(parts.get(i)));
    }
    return HTMLOutputFormat.INSTANCE.fromMarkup(
        fill(english, Words::escaped, part -> markup[part]));
  }

  /** The parts go in last, so that nothing in them is taken for a place to fill. */
  private String fill(String english, UnaryOperator<String> text, Function<Integer, String> part) {
    return PART.matcher(text.apply(texts.getOrDefault(english, english)))
        .replaceAll(place -> quoted(part.apply(number(place))));
  }

  private static int number(MatchResult place) {
    return Integer.parseInt(place.group(1));
  }

  private static String quoted(String part) {
    return Matcher.quoteReplacement(part);
  }

  private static String escaped(String plain) {
    return HTMLOutputFormat.INSTANCE.escapePlainText(plain);
  }

  private static String text(Object model) throws TemplateModelException {
    if (model instanceof TemplateNumberModel number) {
      return number.getAsNumber().toString();
    }
    if (model instanceof TemplateScalarModel scalar) {
      return scalar.getAsString();
    }
    throw new TemplateModelException("say takes texts, numbers and markup");
  }
}
