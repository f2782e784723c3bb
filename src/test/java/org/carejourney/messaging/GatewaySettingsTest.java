package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;
import org.xml.sax.InputSource;

/** What the settings of a provider may say, and that a value in a request is only ever a value. */
class GatewaySettingsTest {

  private static final String[] HOSTILE = {
    "\"}, \"to\": \"+491\"",
    "{to} {text} {id} {from}",
    "a&to=+491&text=x",
    "</text><to>+491</to>",
    "]]> <!-- & &amp; ' \\",
    "line\nline\r\nline\ttab",
    "🌷 Ängström \u202Ex \u2028",
    "${7*7} $1 \\$ %d %7B"
  };

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/vnd.sms+json; charset=UTF-8"})
  void jsonTakesEveryText(String type) throws Exception {
    var body = new GatewayBody("x", type, "{\"to\":\"{to}\",\"m\":[{\"t\":\"{text}\"}]}");
    for (String hostile : HOSTILE) {
      var read = new ObjectMapper().readTree(fill(body, hostile));
      assertThat(read.path("to").asText()).isEqualTo("+49151");
      assertThat(read.at("/m/0/t").asText()).isEqualTo(hostile);
    }
  }

  @Test
  void aFormTakesEveryText() {
    var body =
        new GatewayBody("x", "application/x-www-form-urlencoded", "to={to}&text={text}&k={id}");
    for (String hostile : HOSTILE) {
      String[] fields = fill(body, hostile).split("&");
      assertThat(fields).hasSize(3);
      assertThat(fields[0]).isEqualTo("to=%2B49151");
      assertThat(URLDecoder.decode(fields[1], StandardCharsets.UTF_8)).isEqualTo("text=" + hostile);
    }
  }

  @Test
  void xmlTakesEveryText() throws Exception {
    var body =
        new GatewayBody("x", "text/xml", "<sms to=\"{to}\" from='{from}'><t>{text}</t></sms>");
    for (String hostile : HOSTILE) {
      var read =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(fill(body, hostile))))
              .getDocumentElement();
      assertThat(read.getAttribute("to")).isEqualTo("+49151");
      assertThat(read.getTextContent()).isEqualTo(hostile);
    }
    assertThat(fill(body, "a\u0000\uFFFEb")).contains("<t>a\uFFFD\uFFFDb</t>");
  }

  private static String fill(GatewayBody body, String text) {
    return body.fill(Map.of("to", "+49151", "text", text, "id", "1", "from", "\"us'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "content-type=text/plain | .content-type must be JSON",
        "content-type=application/json; charset=ISO-8859-1 | .content-type must be JSON",
        "content-type=nonsense | .content-type must be JSON",
        "body={\"to\":\"{to}\"} | needs the places {to} and {text}",
        "body={\"to\":{to},\"text\":\"{text}\"} | has a place where no text can stand",
        "body={\"to\":\"{to}\",\"text\":\"{text}\" | is no JSON",
        "body={\"to\":\"{to}\",\"text\":\"{text}{name}\"} | there is no value for {name}",
        "method=GET | .method must be one of",
        "url=/sms | .url must be a whole address",
        "url=http://a b/ | none that can be sent",
        "timeout=61s | .timeout",
        "connect-timeout=40s | .connect-timeout must be shorter",
        "headers.Host=elsewhere | none that can be sent",
        "webhook-secret=hush | .webhook-secret must be whsec_",
        "webhook-secret=whsec_aHVzaA== | .webhook-secret must be whsec_",
        "webhook-secret=whsec_?hush | .webhook-secret must be whsec_",
      })
  void aWrongSettingStopsTheStartAndIsNamed(String setting, String told) {
    MockEnvironment settings =
        settings("sms")
            .withProperty(
                "care.channels.sms." + name(setting), setting.substring(setting.indexOf('=') + 1));
    assertThatIllegalStateException()
        .isThrownBy(() -> providers(settings))
        .withMessageNotContainingAny("hush", "aHVz")
        .withMessageContaining("care.channels.sms")
        .withMessageContaining(told);
  }

  private static String name(String setting) {
    return setting.substring(0, setting.indexOf('='));
  }

  @Test
  void aSecretThatCannotBeSentIsNotTold() {
    MockEnvironment settings =
        settings("sms").withProperty("care.channels.sms.authorization", "Bearer hush\nhush");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> providers(settings))
        .satisfies(e -> assertThat(trace(e)).contains("none that can be sent"))
        .satisfies(e -> assertThat(trace(e)).doesNotContain("hush"));
    assertThat(
            new Gateway(
                    "u", "POST", "hush", Map.of(), "t", "b", "f", null, List.of("hush"), null, null)
                .toString())
        .doesNotContain("hush");
  }

  private static String trace(Throwable e) {
    var text = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "pigeon"})
  void notEveryChannelGoesOverHttp(String channel) {
    assertThatIllegalStateException()
        .isThrownBy(() -> providers(settings(channel)))
        .withMessageContaining("care.channels." + channel + ": there is no such channel");
  }

  @Test
  void productionConnectsWhatIsSetAndNothingElse() {
    assertThat(providers(new MockEnvironment())).isEmpty();
    var providers = providers(settings("sms"));
    assertThat(providers).containsOnlyKeys("smsProvider");
    assertThat(providers.get("smsProvider").repeatable()).isFalse();
    var keyed =
        settings("chat").withProperty("care.channels.chat.idempotency-header", "X-Request-Id");
    assertThat(providers(keyed).get("chatProvider").repeatable()).isTrue();
  }

  @Test
  void theDemoKeepsOnItsPageWhatIsNotConnected() {
    MockEnvironment demo = new MockEnvironment();
    demo.setActiveProfiles("demo");
    assertThat(providers(demo)).containsOnlyKeys("emailProvider", "smsProvider", "chatProvider");
    assertThat(providers(demo).values()).allMatch(OutboxProvider.class::isInstance);

    MockEnvironment connected = settings("sms").withProperty("spring.mail.host", "mail.example");
    connected.setActiveProfiles("demo");
    var providers = providers(connected);
    assertThat(providers).containsOnlyKeys("smsProvider", "chatProvider");
    assertThat(providers.get("smsProvider")).isInstanceOf(HttpProvider.class);
  }

  private static MockEnvironment settings(String channel) {
    String prefix = "care.channels." + channel;
    return new MockEnvironment()
        .withProperty(prefix + ".url", "https://sms.example/send")
        .withProperty(prefix + ".body", "{\"to\":\"{to}\",\"text\":\"{text}\"}");
  }

  private static Map<String, Provider> providers(MockEnvironment settings) {
    var beans = new DefaultListableBeanFactory();
    var channels = new Channels();
    channels.setEnvironment(settings);
    channels.postProcessBeanDefinitionRegistry(beans);
    return beans.getBeansOfType(Provider.class);
  }
}
