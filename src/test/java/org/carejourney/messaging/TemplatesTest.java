package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carejourney.engine.ModelFiles;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message there is, in every language it is written in, with much and with little known. */
class TemplatesTest {

  private static final Templates TEMPLATES =
      new Templates(new ModelFiles(""), Duration.ofSeconds(10));
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Pattern LEFTOVER =
      Pattern.compile("\\[/?[#@]|\\$\\{|</?[a-z]|&[a-z]+;|&#\\d|[\\uE000\\uE001]|href=|style=");

  /** What one text message may cost: three parts. */
  private static final int THREE_PARTS = 459;

  static List<Arguments> messages() {
    return written(Variant.LETTER).map(m -> Arguments.of(m.get()[0], m.get()[1])).toList();
  }

  static List<Arguments> texts() {
    return Stream.of(Variant.SMS, Variant.CHAT, Variant.CALL)
        .flatMap(TemplatesTest::written)
        .toList();
  }

  private static Stream<Arguments> written(Variant variant) {
    return TEMPLATES.all().stream()
        .flatMap(
            template ->
                TEMPLATES.locales(template, variant).stream()
                    .map(locale -> Arguments.of(template, locale, variant)));
  }

  private static Rendered letter(String template, String locale, Map<String, Object> model) {
    return TEMPLATES.render(template, "email", Locale.forLanguageTag(locale), ZONE, model);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everyTextRenders(String template, String locale, Variant variant) {
    String channel = variant == Variant.CALL ? "phone" : variant.name().toLowerCase(Locale.ROOT);
    for (Map<String, Object> model : TemplateModels.ALL) {
      Rendered message =
          TEMPLATES.render(template, channel, Locale.forLanguageTag(locale), ZONE, model);
      assertThat(message.locale()).isEqualTo(locale);
      assertThat(message.subject()).isNull();
      assertThat(message.html()).isNull();
      assertThat(message.text()).contains("Lumen & Oak").doesNotContainPattern(LEFTOVER);
      assertThat(message.text()).doesNotContain("\n\n\n", " \n", "  ");
      assertThat(message.text()).isEqualTo(message.text().strip());
      if (variant == Variant.SMS) {
        assertThat(message.text()).hasSizeLessThanOrEqualTo(THREE_PARTS);
      }
    }
  }

  @Test
  void everythingIsWrittenInEveryLanguage() {
    for (String template : TEMPLATES.all()) {
      for (Variant variant : Variant.values()) {
        List<String> locales = TEMPLATES.locales(template, variant);
        assertThat(locales.isEmpty() || locales.containsAll(List.of("de", "en")))
            .as(template + " as " + variant)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageRenders(String template, String locale) {
    assertThat(TEMPLATES.exists(template, "email")).as("written in the default language").isTrue();
    for (Map<String, Object> model : TemplateModels.ALL) {
      Rendered message = letter(template, locale, model);
      assertThat(message.locale()).isEqualTo(locale);
      assertThat(message.subject()).isNotBlank().doesNotContainPattern(LEFTOVER);
      if (aboutTicket(template)) {
        assertThat(message.subject()).contains("T-000123");
      }
      assertThat(message.html()).contains("<html lang=\"" + locale + "\"", "Lumen &amp; Oak");
      assertThat(message.html()).doesNotContainPattern("\\[/?[#@]|\\$\\{|[\\uE000\\uE001]");
      assertThat(message.text()).contains("Lumen & Oak").doesNotContainPattern(LEFTOVER);
      assertThat(message.text()).doesNotContain("\n\n\n", " \n");
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatACustomerMayEndSaysHow(String template, String locale) {
    for (Map<String, Object> model : TemplateModels.ALL) {
      Rendered message = letter(template, locale, model);
      boolean mayEnd = ((Map<?, ?>) model.get("message")).containsKey("preferences");
      assertThat(message.text().contains(TemplateModels.PREFERENCES)).isEqualTo(mayEnd);
      assertThat(message.html().contains(TemplateModels.PREFERENCES)).isEqualTo(mayEnd);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void textAndHtmlSayTheSame(String template, String locale) {
    for (Map<String, Object> model : TemplateModels.ALL) {
      Rendered message = letter(template, locale, model);
      var body = Jsoup.parse(message.html()).body();
      body.select("[style*=display:none]").remove();
      if (aboutTicket(template)) {
        assertThat(body.text()).contains("T-000123");
      }
      for (var link : body.select("a[href]")) {
        String address = link.attr("href");
        String shown = address.replace("mailto:", "").equals(link.text()) ? "" : ": " + address;
        link.text(link.text() + shown);
      }
      assertThat(message.text().replaceAll("\\s+", ""))
          .isEqualTo(body.text().replaceAll("\\s+", ""));
    }
  }

  private static boolean aboutTicket(String template) {
    return template.matches("support/(complaint|ticket)-.*");
  }
}
