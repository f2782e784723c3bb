package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer has written, and what their mail program has put below it. */
class QuotedTextTest {

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

  @Test
  void nothingIsNothing() {
    assertThat(QuotedText.of("", null)).isEqualTo(new QuotedText("", ""));
  }
}
