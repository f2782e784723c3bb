package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.carejourney.engine.Problem;
import org.carejourney.engine.WrongSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.env.MockEnvironment;

/** Doors for mail providers: closed unless they are set up, and hard to hurt. */
class MailProvidersTest {

  @Test
  void withoutSettingsThereIsNoDoorAndNothingIsRead() throws Exception {
    MailProviders nobody = new MailProviders(null, null, new MockEnvironment());
    InputStream unread = InputStream.nullInputStream();
    // Who reads from it fails in another way.
    unread.close();
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> nobody.mailgun(unread, "multipart/form-data; boundary=x"),
          () -> nobody.sendgrid(unread, "multipart/form-data; boundary=x", null, null),
          () -> nobody.sendgrid(unread, "multipart/form-data; boundary=x", "MEUC", "1"),
          () -> nobody.postmark(unread)
        }) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.status()).isEqualTo(HttpStatus.NOT_FOUND));
    }
  }

  @Test
  void aKeyThatIsNoneStopsTheStartAndIsNotRepeated() {
    var settings =
        new MockEnvironment().withProperty("care.inbound.sendgrid.public-key", "abcSECRET");
    assertThatThrownBy(() -> new MailProviders(null, null, settings))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("care.inbound.sendgrid.public-key")
        .hasMessageNotContaining("abcSECRET");
    var mailgun = new MockEnvironment().withProperty("care.inbound.mailgun.signing-key", "k3y");
    assertThat(ProviderSettings.of(mailgun).toString()).doesNotContain("k3y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "a=1&b=2 | b | 2",
        "a=%31%3D%26&b | a | 1=&",
        "a=x+y%2B%zz% | a | x y+%zz%",
        "b&a=1 | b | -",
        "a=1&a=2 | a | 1",
        "=1 | a | -",
        "'' | a | -",
      })
  void pairs(String body, String field, String value) throws Exception {
    assertThat(read(body, "application/x-www-form-urlencoded; charset=utf-8", field))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "--b#~name=\"a\"##1#--b-- | 1",
        "preamble#--b#~name=a##1#--b#~name=\"a\"##2#--b--# | 1",
        "--b#~filename=\"x\"; name=\"a\"; x=y#Content-Type: text/plain##1##--#--c#--b-- | 1##--#--c",
        "--b#~name=\"a\"###--b-- | ''",
        "--b#~name=\"a\"##--b-- | -",
        "--b#~name=\"a\"#--b-- | -",
        "--b#~name=\"a\"##cut off | -",
        "--b#X: y##1#--b-- | -",
      })
  void parts(String body, String value) throws Exception {
    String whole = body.replace("~", "Content-Disposition: form-data; ").replace("#", "\r\n");
    assertThat(read(whole, "multipart/form-data; charset=utf-8; boundary=\"b\"", "a"))
        .isEqualTo(value == null ? null : value.replace("#", "\r\n"));
  }

  @Test
  void aFormOfAHundredThousandFieldsIsNotTakenApart() {
    String part = "\r\n--b\r\nContent-Disposition: form-data; name=\"%d\"\r\n\r\n1";
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      many.append(part.formatted(i));
    }
    assertThatThrownBy(() -> read(many.toString(), "multipart/form-data; boundary=b", "a"))
        .isInstanceOf(FormBody.Malformed.class);
    assertThatThrownBy(() -> read("a", "multipart/form-data; boundary=b", "a"))
        .isInstanceOf(FormBody.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data; boundary=b, --b#",
    "multipart/form-data; boundary=b, '--b#Content-Disposition: form-data; name=a##1#'",
    "application/x-www-form-urlencoded, a=1&"
  })
  void norAreFieldsOfOneNameOrOfNone(String type, String field) {
    String many = field.replace("#", "\r\n").repeat(100_000);
    assertThatThrownBy(() -> read(many, type, "a")).isInstanceOf(FormBody.Malformed.class);
  }

  private static String read(String body, String type, String field) throws Exception {
    try (Spool spool = Spool.of(stream(body), Inbox.MOST_BYTES)) {
      var value = FormBody.of(spool, type).open(field);
      return value == null ? null : new String(value.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
