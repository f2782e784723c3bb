package org.carejourney.engine.web;

import static org.assertj.core.api.Assertions.assertThat;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function {@code say} in a template. */
class WordsTest {

  private static final String HOSTILE = "<b>{1}</b> $1 ${7*7} \\";

  private final Words words =
      new Words(Map.of("Paused by {0}, {1}", "{1} von {0} <angehalten>", "Log out", "Abmelden"));

  @Test
  void aTextIsSaidInGermanAndWhatIsMissingInEnglish() throws Exception {
    assertThat(page("${say(\"Log out\")}, ${say(\"Log in\")}")).isEqualTo("Abmelden, Log in");
  }

  @Test
  void partsAndTextsAreOnlyEverText() throws Exception {
    assertThat(page("${say(\"Paused by {0}, {1}\", hostile, 7)}"))
        .isEqualTo("7 von &lt;b&gt;{1}&lt;/b&gt; $1 ${7*7} \\ &lt;angehalten&gt;");
  }

  @Test
  void aLinkOfTheTemplateStaysOneAndTheRestStaysText() throws Exception {
    assertThat(
            page(
                "<#assign link><a href=\"/care\">${hostile}</a></#assign>"
                    + "${say(\"Paused by {0}, {1}\", hostile, link)}"))
        .isEqualTo(
            "<a href=\"/care\">&lt;b&gt;{1}&lt;/b&gt; $1 ${7*7} \\</a>"
                + " von &lt;b&gt;{1}&lt;/b&gt; $1 ${7*7} \\ &lt;angehalten&gt;");
  }

  private String page(String source) throws IOException, TemplateException {
    Configuration settings = new Configuration(Configuration.VERSION_2_3_32);
    settings.setOutputFormat(HTMLOutputFormat.INSTANCE);
    StringWriter page = new StringWriter();
    new Template("page", source, settings).process(Map.of("say", words, "hostile", HOSTILE), page);
    return page.toString();
  }
}
