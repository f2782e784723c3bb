package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carejourney.engine.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What templates, and the data in them, cannot do; and how a mistake is told. */
class TemplateSafetyTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  @TempDir Path home;
  private Templates templates;

  @BeforeEach
  void start() {
    templates = new Templates(new ModelFiles(home.toString()), Duration.ofSeconds(2));
  }

  @Test
  void customerDataIsOnlyEverData() throws IOException {
    write("en", "<mj-text><p title=\"${name}\">${name}</p></mj-text>");
    for (String hostile :
        List.of(
            "${7*7} #{7*7} [=7*7]",
            "[#list 1..9 as i]x[/#list] <#if true>x</#if>",
            "</title><script>alert(1)</script>",
            "\" onmouseover=\"alert(1)",
            "&lt;b&gt; &amp; 'quotes'",
            "\uE0000\uE001 \u202Etxt.exe",
            "Anna 🌷 Ängström")) {
      Rendered message = render(Map.of("name", hostile));
      assertThat(message.text()).contains(hostile.strip());
      assertThat(message.html()).doesNotContain("<script", "onmouseover=\"alert", "<b>", ">49<");
      assertThat(org.jsoup.Jsoup.parse(message.html()).select("p").text())
          .isEqualTo(hostile.strip());
      assertThat(message.subject()).doesNotContain("\u202E").startsWith("Hello ");
    }
  }

  @Test
  void aSubjectIsOneShortLine() throws IOException {
    write("en", "<mj-text>x</mj-text>");
    var crlf = render(Map.of("name", "A\r\nBcc: all@example.com\u0000\u2028B"));
    assertThat(crlf.subject()).isEqualTo("Hello A Bcc: all@example.com B");
    assertThat(render(Map.of("name", "🌷".repeat(10_000))).subject()).hasSize(6 + 2 * 143 + 1);
  }

  @Test
  void linesOfPeopleStayLines() throws IOException {
    write("en", "<mj-text><p>${lines(name)}</p></mj-text>");
    Rendered message = render(Map.of("name", "One <1>\r\nTwo & three\n\nFour"));
    assertThat(message.html()).contains("One &lt;1&gt;<br />Two &amp; three<br /><br />Four");
    assertThat(message.text()).contains("One <1>\nTwo & three\n\nFour");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://x.example/\" onclick=\"x",
        "",
        " java\nscript:x"
      })
  void aLinkLeadsToTheWebOrAMailboxOnly(String address) throws IOException {
    write("en", "<mj-text>\n<a href=\"${name}\">there</a></mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", address)))
        .withMessageContaining("templates/test/hello/en.mjml.ftl:8: a link must be an address");
    assertThat(render(Map.of("name", "https://a.example/?b=1&c=2")).html())
        .contains("href=\"https://a.example/?b=1&amp;c=2\"");
  }

  @Test
  void aMissingValueIsNamedWithItsLine() throws IOException {
    write("en", "<mj-text>\n[#if name?has_content &&\n  order.number > 1]x[/#if]\n</mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Anna")))
        .withMessage("templates/test/hello/en.mjml.ftl:9: order is missing")
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(9));
    write("en", "<mj-include path=\"/test/parts/foot.mjml\" />");
    Files.createDirectories(home.resolve("templates/test/parts"));
    Files.writeString(
        home.resolve("templates/test/parts/foot.mjml"), "<mj-text>\n\n ${answers.why}</mj-text>\n");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Anna", "answers", Map.of())))
        .withMessage("templates/test/parts/foot.mjml:3: answers.why is missing");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(new HashMap<>()))
        .withMessage("templates/test/hello/en.mjml.ftl:3: name is missing");
  }

  @Test
  void aFailureHoldsNoCustomerData() throws IOException {
    write("en", "<mj-text>${name?number}</mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Secret Person")))
        .withMessageContaining("en.mjml.ftl:7: ${name?number} cannot be worked out")
        .withMessageNotContaining("Secret")
        .withNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
        "${name? new ()}",
        "${name?[#-- x --]new()}",
        "${\"${name?new()}\"}",
        "${name?api.class}",
        "${name?eval}",
        "${name?interpret}",
        "${name?no_esc}",
        "${name?noEsc}",
        "${.data_model.name}",
        "${.dataModel.name}",
        "${.globals.name}",
        "${.main.name}",
        "[#noautoesc]${name}[/#noautoesc]",
        "[#outputformat \"plainText\"]${name}[/#outputformat]",
        "[#outputFormat \"plainText\"]${name}[/#outputFormat]",
        "[#setting locale=\"de\"]",
        "[#include \"/etc/passwd\"]",
        "[#import \"../x.ftl\" as x]",
        "[#ftl output_format=\"XML\"]",
        "[#attempt]x[#recover]y[/#attempt]",
        "<#assign x = 1>",
        "${name",
        "[#if name",
        "[#if name?has_content]",
        "${name?nonsense}",
        "[#nonsense]",
        "<script>x</script>",
        "<p onclick=\"x\">x</p>",
        "<a href=\"javascript:x\">x</a>",
        "<a href=\"[#if name??]x[/#if]\">x</a>",
        "<a href=\"/relative\">x</a>",
        "<p>x",
        "<p [#if name??]class=\"x\"[/#if]>x</p>",
        "</mj-text>${name}<mj-text>",
        "</mj-text><mj-txt>x</mj-txt><mj-text>",
        "</mj-text><mj-include path=\"../../../secret.mjml\" /><mj-text>",
        "</mj-text><mj-include path=\"/../secret.mjml\" /><mj-text>",
        "</mj-text><mj-include path=\"/etc/passwd\" /><mj-text>",
        "</mj-text><mj-include path=\"en.mjml.ftl\" /><mj-text>"
      })
  void theTemplateIsRefusedWithItsLine(String code) throws IOException {
    Files.writeString(home.resolve("secret.mjml"), "<mj-text>secret</mj-text>");
    write("en", "<mj-text>\n" + code + "\n</mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Anna")))
        .withMessageContaining("templates/test/hello/en.mjml.ftl:");
  }

  @Test
  void anIncludeThatNeverEndsIsRefused() throws IOException {
    Files.createDirectories(home.resolve("templates/test/hello"));
    Files.writeString(
        home.resolve("templates/test/hello/a.mjml"), "<mj-include path=\"a.mjml\" />");
    write("en", "<mj-include path=\"a.mjml\" />");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Anna")))
        .withMessageContaining("a.mjml");
  }

  @ParameterizedTest
  @CsvSource({
    "'[#list 1.. as i][/#list]', takes longer than",
    "'[#list 1.. as i]x[/#list]', grows beyond",
    "'[#macro m][@m/][/#macro][@m/]', cannot be rendered",
    "'${\"x\"?left_pad(2000000000)}', cannot be rendered|takes longer than"
  })
  void nothingRunsOrGrowsForEver(String code, String why) throws IOException {
    write("en", "<mj-text>" + code + "</mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Anna")))
        .withMessageContaining("test/hello/en.mjml.ftl")
        .withMessageMatching("(?s).*(" + why + ").*");
  }

  @Test
  void javaObjectsAreOutOfReach() throws IOException {
    write("en", "<mj-text>${thing}${name.class!\"none\"}</mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "Anna", "thing", new Object())));
  }

  @Test
  void theNearestLanguageIsTakenAndDatesSpeakIt() throws IOException {
    write("en", "<mj-text>${at?string(\"EEEE HH:mm\")}</mj-text>");
    write("de", "<mj-text>${at?string(\"EEEE HH:mm\")} Uhr, ${at}</mj-text>");
    Map<String, Object> model =
        Map.of("name", "A", "at", Date.from(Instant.parse("2027-03-02T20:00:00Z")));
    assertThat(render("de-AT", model).locale()).isEqualTo("de");
    assertThat(render("de-AT", model).text()).startsWith("Mittwoch 05:00 Uhr, 3. März 2027");
    assertThat(render("pl-PL", model).locale()).isEqualTo("en");
    assertThat(render("pl-PL", model).text()).startsWith("Wednesday 05:00");
    write("pl-PL", "<mj-text>${at?string(\"EEEE HH:mm\")}</mj-text>");
    assertThat(render("pl-PL", model).text()).startsWith("środa 05:00");
    assertThat(templates.locales("test/hello", Variant.LETTER))
        .containsExactly("de", "en", "pl-PL");
  }

  @Test
  void customerDataIsOnlyEverDataInATextToo() throws IOException {
    writeText("en", "Hello ${name}, <b>you</b> & [yours]: ${lines(name)} $ {1}");
    for (String hostile : List.of("${7*7} #{7*7}", "[#list 1..9 as i]x[/#list]", "<b>&lt;\"'")) {
      Rendered message = text("en", Map.of("name", hostile));
      assertThat(message.text())
          .isEqualTo("Hello " + hostile + ", <b>you</b> & [yours]: " + hostile + " $ {1}");
      assertThat(message.subject()).isNull();
      assertThat(message.html()).isNull();
    }
    assertThat(text("en", Map.of("name", "A\u0000\u202Eb\u0007\r\nc")).text())
        .isEqualTo("Hello A b\nc, <b>you</b> & [yours]: A b\nc $ {1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one\\n${two} | en.sms.ftl:2: two is missing",
        "one\\n[#if two] | en.sms.ftl",
        "one\\n${\"x\"?eval} | en.sms.ftl:2: ?eval is not allowed",
        "one\\n[#include \"/x\"] | en.sms.ftl:2: [#include] is not allowed",
        "one\\n<#if true> | en.sms.ftl:2: directives are written",
        "[#list 1..9999999 as i]word word [/#list] | grows beyond",
      })
  void aMistakeInATextIsToldWithFileAndLine(String body, String told) throws IOException {
    writeText("en", body.replace("\\n", "\n"));
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> text("en", Map.of()))
        .withMessageContaining("templates/test/hello/")
        .withMessageContaining(told);
  }

  @Test
  void theNearestLanguageOfTheSameVariantIsTaken() throws IOException {
    write("de", "<mj-text>Brief</mj-text>");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> text("de-AT", Map.of()))
        .withMessage(
            "templates/test/hello/en.sms.ftl: there is no such file; looked for [de-AT, de, en]");
    writeText("en", "text");
    assertThat(text("de-AT", Map.of()).locale()).isEqualTo("en");
    writeText("de", "SMS");
    assertThat(text("de-AT", Map.of()).text()).isEqualTo("SMS");
    assertThat(templates.exists("test/hello", "sms")).isTrue();
    assertThat(templates.exists("test/hello", "chat")).isFalse();
    assertThat(templates.exists("test/hello", "pigeon")).isFalse();
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> templates.render("test/hello", "pigeon", Locale.ENGLISH, ZONE, Map.of()));
  }

  @Test
  void aChangeOnDiskIsLiveAndWinsOverThePackagedFile() throws IOException {
    write("en", "<mj-text>first</mj-text>");
    assertThat(render(Map.of("name", "A")).text()).isEqualTo("first\n");
    write("en", "<mj-include path=\"part.mjml\" />");
    Path part = home.resolve("templates/test/hello/part.mjml");
    Files.writeString(part, "<mj-text>second</mj-text>");
    assertThat(render(Map.of("name", "A")).text()).isEqualTo("second\n");
    Files.writeString(part, "<mj-text>the third</mj-text>");
    assertThat(render(Map.of("name", "A")).text()).isEqualTo("the third\n");
    Path own = home.resolve("templates/support/complaint-closed/en.mjml.ftl");
    Files.createDirectories(own.getParent());
    var packaged = TemplateModels.minimal();
    assertThat(say("support/complaint-closed", packaged)).contains("T-000123");
    Files.writeString(own, letter("<mj-text>ours</mj-text>"));
    packaged.put("name", "A");
    assertThat(say("support/complaint-closed", packaged)).isEqualTo("ours\n");
    Files.delete(own);
    assertThat(say("support/complaint-closed", packaged)).contains("T-000123");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test/none",
        "../test/hello",
        "test/../test/hello",
        "/etc/passwd",
        "",
        "test",
        "."
      })
  void anUnknownNameIsRefused(String name) throws IOException {
    write("en", "<mj-text>x</mj-text>");
    assertThat(templates.exists("test/hello", "email")).isTrue();
    assertThat(templates.exists(name, "email")).isFalse();
    assertThatExceptionOfType(TemplateProblem.class).isThrownBy(() -> say(name, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test/hello/none.png",
        "../secret.png",
        "/etc/passwd.png",
        "test/hello/en.mjml.ftl",
        "https://elsewhere.example/x.png"
      })
  void aPictureThatIsNotThereIsRefusedWithItsLine(String path) throws IOException {
    write("en", "<mj-image src=\"cid:" + path + "\" alt=\"A lamp\" />");
    assertThatExceptionOfType(TemplateProblem.class)
        .isThrownBy(() -> render(Map.of("name", "A")))
        .withMessageContaining("en.mjml.ftl")
        .withMessageContaining("7")
        .withMessageContaining("cid:" + path + ": there is no such .png, .jpg or .gif");
  }

  @Test
  void aPictureBesideTheTemplateMayBeNamed() throws IOException {
    write("en", "<mj-image src=\"cid:test/hello/lamp.png\" alt=\"A lamp\" />");
    Path picture = home.resolve("templates/test/hello/lamp.png");
    Files.write(picture, new byte[Pictures.MOST_BYTES + 1]);
    assertThatExceptionOfType(TemplateProblem.class).isThrownBy(() -> render(Map.of("name", "A")));
    Files.write(picture, new byte[] {1});
    Rendered letter = render(Map.of("name", "A"));
    assertThat(letter.html()).contains("src=\"cid:test/hello/lamp.png\"");
    assertThat(new Pictures(new ModelFiles(home.toString())).in(letter.html())).hasSize(1);
  }

  private Rendered render(Map<String, Object> model) {
    return render("en", model);
  }

  private Rendered render(String locale, Map<String, Object> model) {
    return templates.render("test/hello", "email", Locale.forLanguageTag(locale), ZONE, model);
  }

  private String say(String template, Map<String, Object> model) {
    return templates.render(template, "email", Locale.ENGLISH, ZONE, model).text();
  }

  private Rendered text(String locale, Map<String, Object> model) {
    return templates.render("test/hello", "sms", Locale.forLanguageTag(locale), ZONE, model);
  }

  private void writeText(String locale, String body) throws IOException {
    Path file = home.resolve("templates/test/hello/" + locale + ".sms.ftl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, body);
  }

  private void write(String locale, String body) throws IOException {
    Path file = home.resolve("templates/test/hello/" + locale + ".mjml.ftl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, letter(body));
  }

  /** The body begins on line 7. */
  private static String letter(String body) {
    return """
        <mjml>
          <mj-head>
            <mj-title>Hello ${name}</mj-title>
          </mj-head>
          <mj-body>
            <mj-section><mj-column>
        %s
            </mj-column></mj-section>
          </mj-body>
        </mjml>
        """
        .formatted(body);
  }
}
