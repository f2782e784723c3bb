package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.carejourney.messaging.MailIds.MailProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail systems say of letters that they could not deliver, and what it means. */
class BounceWordsTest {

  private final MailReader reader =
      new MailReader(
          new MailIds(
              new MailProperties("care@acme.example", "care@acme.example", null, "+"),
              new Secret("secret", List.of(), Path.of("target"))));

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "smtp; 550-5.1.1 The email account that you tried to reach does not exist.",
        "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable",
        "smtp; 550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
        "smtp; 550 5.1.0 - Unknown address error 550-'User unknown'",
        "smtp; 554 delivery error: dd This user doesn't have a yahoo.com account",
        "x-exim; Unrouteable address",
        "smtp; 550 Unbekannter Benutzer",
        "smtp; 550 Benutzer unbekannt",
        "smtp; 550 5.2.1 The email account that you tried to reach is inactive",
      })
  void nobodyIsThere(String diagnosis) throws Exception {
    Bounce bounce = BounceReader.read(report("5.0.0", diagnosis));
    assertThat(bounce.hard()).isTrue();
    assertThat(bounce.dead()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "smtp; 550 5.1.8 <care@acme.example>: Sender address rejected: Domain not found",
        "smtp; 550 5.1.7 The sender's address was invalid",
        "smtp; 550 Sender address rejected: Domain not found",
        "smtp; 550-Verification failed for <care@acme.example> 550 No such user. Sender verify failed",
        "smtp; 550 SC-001 Messages from 192.0.2.1 weren't sent: the address is on our block list; not found",
        "smtp; 550 5.1.0 <care@acme.example> sender rejected",
        "smtp; 550 5.7.1 Client host rejected: cannot find your hostname",
        "smtp; 450 4.7.1 Client host rejected: reverse hostname not found",
        "smtp; 553 sorry, your domain does not exist (#5.1.8)",
      })
  void whatIsSaidOfUsIsNotSaidOfTheAddress(String diagnosis) throws Exception {
    assertThat(BounceReader.read(report("5.0.0", diagnosis)).dead()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "smtp; 552 Requested mail action aborted: exceeded storage allocation",
        "smtp; 552-5.2.2 The email account that you tried to reach is over quota",
        "smtp; 452-4.2.2 The recipient's inbox is out of storage space",
        "smtp; 554 5.2.2 mailbox full; STOREDRV.Deliver; QuotaExceededException",
        "smtp; 550 Das Postfach des Empfaengers ist zurzeit leider voll",
        "smtp; 550 5.4.300 Message expired -> 421 4.4.2 connection dropped",
        "smtp; 550 5.4.7 Delivery expired (message too old)",
        "smtp; 550-5.2.1 The user you are trying to contact is receiving mail at a rate that",
        "smtp; 550 Inbox full",
        "smtp; 552 1 Requested mail action aborted, mailbox not found to have space: quota",
      })
  void anotherLetterMayArrive(String diagnosis) throws Exception {
    Bounce bounce = BounceReader.read(report("5.0.0", diagnosis));
    assertThat(bounce.hard()).isFalse();
    assertThat(bounce.over()).isTrue();
    assertThat(bounce.dead()).isFalse();
  }

  @Test
  void adviceToTryAgainMakesNoPermanentErrorADelay() throws Exception {
    Bounce bounce =
        BounceReader.read(
            plain(
                """
                Your message to <ruth@harbour.example> could not be delivered:
                550 No such user here

                Please check the address and try again."""));
    assertThat(bounce.hard()).isTrue();
    assertThat(bounce.dead()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'exceed', ''",
    "'\n', 'x'",
    "'a@b.example', ''",
    "' ', 'x'",
    "'user ', ''",
    "'-', 'x'",
    "'[', ''",
    "'4', ''",
    "'>', 'x'",
    "'message-id:\n', 'x'",
    "'received:', ''",
    "'hosts ', ''"
  })
  void aHostileBounceIsReadAtOnce(String piece, String end) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            BounceReader.read(plain("a@b.example" + piece.repeat(900_000 / piece.length()) + end)));
  }

  private ReadMail report(String status, String diagnosis) throws Exception {
    return read(
        """
        From: MAILER-DAEMON@mx.harbour.example
        To: care@acme.example
        Subject: Undelivered
        Content-Type: multipart/report; report-type=delivery-status; boundary=cut

        --cut

        Sorry.
        --cut
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.harbour.example

        Final-Recipient: rfc822; ruth@harbour.example
        Action: failed
        Status: %s
        Diagnostic-Code: %s
        --cut--
        """
            .formatted(status, diagnosis));
  }

  private ReadMail plain(String text) throws Exception {
    return read(
        "From: MAILER-DAEMON@mx.harbour.example\nTo: care@acme.example\nSubject: failure notice\n\n"
            + text);
  }

  private ReadMail read(String mail) throws IOException, MailReader.Unreadable {
    byte[] bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    try (Spool spool = Spool.of(new ByteArrayInputStream(bytes), Inbox.MOST_BYTES)) {
      return reader.read(spool);
    }
  }
}
