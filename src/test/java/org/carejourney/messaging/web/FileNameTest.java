package org.carejourney.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files as strangers choose them. */
class FileNameTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "invoice.pdf, invoice.pdf",
        "../../etc/passwd, etc_passwd",
        "C:\\Windows\\system32\\calc.exe, C_Windows_system32_calc.exe",
        "CON, file-CON",
        "nul.txt, file-nul.txt",
        "LPT1.tar.gz, file-LPT1.tar.gz",
        ".htaccess, htaccess",
        "-rf, rf",
        "a;b.txt, a_b.txt",
        "report.pdf. . ., report.pdf",
        "<b>x</b>.html, b_x_b_.html",
        "größe 100%.txt, größe 100_.txt",
        "   , attachment",
        "..., attachment",
        "/, attachment",
      })
  void areMadeHarmless(String said, String name) {
    assertThat(FileName.of(said == null ? " " : said).value()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photo\u202Egnp.exe",
        "pho\u200Bto.jpg",
        "a\r\nSet-Cookie: x=1\r\n\r\n<script>",
        "a\u0000b.txt",
        "a\u2028b\u2029c.txt",
        "\"; filename=\"evil.html",
        "a\uD800b.txt"
      })
  void cannotSayAnythingBesideTheName(String said) {
    String header = FileName.of(said).asAttachment();
    assertThat(header)
        .matches(
            "attachment; filename=\"[\\x20-\\x7E&&[^\"\\\\]]+\"; filename\\*=UTF-8''[\\x21-\\x7E]+");
    assertThat(FileName.of(said).value()).doesNotContain("\u202E", "\u200B", "\u2028");
  }

  @Test
  void keepWhatTheyAreInEveryLanguage() {
    assertThat(FileName.of("Prüfbericht 山田.pdf").asAttachment())
        .isEqualTo(
            "attachment; filename=\"Pr_fbericht _.pdf\";"
                + " filename*=UTF-8''Pr%C3%BCfbericht%20%E5%B1%B1%E7%94%B0.pdf");
  }

  @Test
  void areCutInTheMiddleSoThatTheEndingStays() {
    String name = FileName.of("😀".repeat(500) + ".pdf").value();
    assertThat(name).endsWith("😀.pdf");
    assertThat(name.codePointCount(0, name.length())).isEqualTo(120);
  }
}
