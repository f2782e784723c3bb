package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.carejourney.engine.ModelFiles;
import org.jsoup.Jsoup;
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

  static List<Arguments> messages() {
    List<Arguments> messages = new ArrayList<>();
    for (String template : TEMPLATES.all()) {
      for (String locale : TEMPLATES.locales(template)) {
        messages.add(Arguments.of(template, locale));
      }
    }
    return messages;
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageRenders(String template, String locale) {
    assertThat(TEMPLATES.exists(template)).as("written in the default language").isTrue();
    for (Map<String, Object> model : TemplateModels.ALL) {
      Rendered message = TEMPLATES.render(template, Locale.forLanguageTag(locale), ZONE, model);
      assertThat(message.locale()).isEqualTo(locale);
      assertThat(message.subject()).contains("T-000123").doesNotContainPattern(LEFTOVER);
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
      Rendered message = TEMPLATES.render(template, Locale.forLanguageTag(locale), ZONE, model);
      boolean mayEnd = ((Map<?, ?>) model.get("message")).containsKey("preferences");
      assertThat(message.text().contains(TemplateModels.PREFERENCES)).isEqualTo(mayEnd);
      assertThat(message.html().contains(TemplateModels.PREFERENCES)).isEqualTo(mayEnd);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void textAndHtmlSayTheSame(String template, String locale) {
    for (Map<String, Object> model : TemplateModels.ALL) {
      Rendered message = TEMPLATES.render(template, Locale.forLanguageTag(locale), ZONE, model);
      var body = Jsoup.parse(message.html()).body();
      body.select("[style*=display:none]").remove();
      assertThat(body.text()).contains("T-000123");
      for (var link : body.select("a[href]")) {
        String address = link.attr("href");
        String shown = address.replace("mailto:", "").equals(link.text()) ? "" : ": " + address;
        link.text(link.text() + shown);
      }
      assertThat(message.text().replaceAll("\\s+", ""))
          .isEqualTo(body.text().replaceAll("\\s+", ""));
    }
  }
}
