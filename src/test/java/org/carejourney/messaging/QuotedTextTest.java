package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer has written, and what their mail program has put below it. */
class QuotedTextTest {

  private static final Pattern PART = Pattern.compile("(?m)^%% ");
  private static final Path SAMPLES = Path.of("src/test/resources/replies");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Mon, 2 Mar 2026 at 10:00, Acme <care@acme.example> wrote:\n> Dear Jane,\n>\n> how is it?",
        "On Mon, 2 Mar 2026 at 10:00, Lumen & Oak\n<care+123@acme.example>\nwrote:\n\n> how is it?",
        "Am 02.03.2026 um 10:00 schrieb Acme <care@acme.example>:\n> Liebe Jane,\n> wie geht es?",
        "Am Mo., 2. März 2026 um 10:00 Uhr schrieb Acme:\n\n> Liebe Jane",
        "Le lun. 2 mars 2026 à 10:00, Acme <care@acme.example> a écrit :\n> Bonjour",
        "-----Original Message-----\nFrom: Acme\nSent: Monday\nSubject: Hello\n\nDear Jane,",
        "-----Ursprüngliche Nachricht-----\nVon: Acme\nLiebe Jane,",
        "From: Acme <care@acme.example>\nSent: Monday, March 2, 2026 10:00 AM\nTo: Jane\n\nDear Jane",
        "________________________________\nVon: Acme <care@acme.example>\nGesendet: Montag\nAn: Jane",
        "*Von:*Acme <care@acme.example>\n*Gesendet:*Montag, 2. März 2026\n*An:*Jane\n\nLiebe Jane",
        "Od: Acme\nOdesláno: pondělí 2. března 2026 10:00\nKomu: Jane\n\nDobrý den",
        "---------- Původní e-mail ----------\nOd: Acme\nKomu: Jane\n\nDobrý den",
        "Feladó: Acme\nKüldve: 2026. március 2.\nCímzett: Jane\n\nJó napot",
        "De la: Acme\nTrimis: luni, 2 martie 2026\nCătre: Jane\n\nBună ziua",
        "Lähettäjä: Acme\nLähetetty: maanantai 2. maaliskuuta 2026\nVastaanottaja: Jane\n\nHei",
        "Kimden: Acme\nGönderildi: 2 Mart 2026\nKime: Jane\n\nMerhaba",
        "От: Acme\nОтправлено: 2 марта 2026 г.\nКому: Jane\n\nЗдравствуйте",
        "Από: Acme\nΣτάλθηκε: Δευτέρα 2 Μαρτίου 2026\nΠρος: Jane\n\nΓεια σας",
        "> Dear Jane,\n> how is it?\n>> even older",
        "> Dear Jane,\n\n-- \nJane Doe\nExample Street"
      })
  void aHistoryBelowIsTakenOff(String history) {
    QuotedText text = QuotedText.of("It is broken.\nReally.\n\n" + history, "Re: Hello");
    assertThat(text.words()).isEqualTo("It is broken.\nReally.");
    assertThat(text.quoted()).isEqualTo(history);
  }

  @Test
  void wordsBelowAQuoteAreTheNewOnes() {
    QuotedText text =
        QuotedText.of("On Monday Acme wrote:\n> how is it?\n> Yours\n\nIt is broken.", "Re: x");
    assertThat(text.words()).isEqualTo("It is broken.");
    assertThat(text.quoted()).isEqualTo("On Monday Acme wrote:\n> how is it?\n> Yours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On Monday Acme wrote:\n> how is it?\nbroken\n> really?\nyes",
        "broken\n> how is it?\nyes\n> really?\nyes, as I said",
        "I wrote: it is broken\nand nobody answered",
        "From: my point of view it is broken\nand that is all",
        "On Monday your colleague wrote:\nthat it would be mended. It is not.",
        "> only a quote",
        "-----\nlines\n-----"
      })
  void nobodysWordsAreLost(String words) {
    QuotedText text = QuotedText.of(words, "Re: Hello");
    assertThat(text.words()).isEqualTo(words);
    assertThat(text.quoted()).isEmpty();
  }

  @Test
  void whatIsForwardedIsWhatSomebodyWantsToSay() {
    String words = "See below.\n\n-----Original Message-----\nFrom: Shop\nYour invoice is wrong.";
    assertThat(QuotedText.of(words, "WG: invoice").words()).isEqualTo(words);
    assertThat(QuotedText.of(words, "Fwd: invoice").words()).isEqualTo(words);
    assertThat(QuotedText.of(words, null).words()).isEqualTo("See below.");
  }

  /** Each sample marks its lines: what the customer wrote, and what stands around it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void customersMailProgramsAreUnderstood(String sample) throws IOException {
    List<String> words = new ArrayList<>();
    List<String> around = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String part : PART.split(Files.readString(SAMPLES.resolve(sample)), -1)) {
      String text = part.substring(part.indexOf('\n') + 1).strip();
      if (!part.isBlank()) {
        (part.startsWith("words\n") ? words : around).add(text);
        all.add(text);
      }
    }
    QuotedText text = QuotedText.of(String.join("\n\n", all), "Re: Your lamp");
    assertThat(text.words()).isEqualTo(String.join("\n\n", words));
    assertThat(text.quoted()).isEqualTo(String.join("\n\n", around));
  }

  static Stream<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is broken.\n\n--\nI mean it, and I would not write to you so late in the evening if it"
            + " were not so, as you certainly understand when you read what I have to say.",
        "Sent it with the telephone bill.",
        "Below you find the invoice.\n\nSent: on Monday\nFrom: your shop",
        "von meinem Balkon fällt die Lampe"
      })
  void whatOnlyLooksLikeAMarkStays(String words) {
    assertThat(QuotedText.of(words, "Re: Hello")).isEqualTo(new QuotedText(words.strip(), ""));
  }

  @Test
  void nothingIsNothing() {
    assertThat(QuotedText.of("", null)).isEqualTo(new QuotedText("", ""));
  }
}
