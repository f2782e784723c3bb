package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mail server's refusal says about the address, and what it does not. */
class SmtpReplyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <x@example.org>: Recipient address rejected: User unknown",
        "550-5.1.1 The email account that you tried to reach does not exist.",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found",
        "556 5.1.10 The domain takes no mail",
        "550 5.2.1 Mailbox disabled, not accepting messages",
        "550 No such user here",
        "550 Unrouteable address",
        "550 Requested action not taken: mailbox unavailable",
        "551 User not local",
        "553 5.1.3 Bad syntax"
      })
  void nobodyIsThere(String said) {
    assertThat(toRecipient(said).forGood()).isTrue();
    assertThat(toRecipient(said).nobodyThere()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent: block list",
        "550 5.7.26 This mail has been blocked because the sender is unauthenticated",
        "554 5.7.1 Service unavailable; Client host blocked",
        "552 5.2.2 The recipient's mailbox is full",
        "552 5.3.4 Message size exceeds fixed maximum message size",
        "552 5.2.3 Message larger than the mailbox of the recipient takes",
        "552 Message too big for this account",
        "550 5.1.8 Sender address rejected: Domain not found",
        "550 5.4.1 All relays failed",
        "550 Administrative prohibition",
        "550 relaying denied for this recipient",
        "550 Mailbox quota exceeded for user",
        "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        "550 Recipient rejected: sender's reputation",
        "554 Transaction failed"
      })
  void theRefusalIsNotAboutTheAddress(String said) {
    assertThat(toRecipient(said).forGood()).isTrue();
    assertThat(toRecipient(said).nobodyThere()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"450 4.1.1 User unknown, try later", "421 4.7.0 Too many, later"})
  void laterIsNotNever(String said) {
    assertThat(toRecipient(said).forGood()).isFalse();
    assertThat(toRecipient(said).nobodyThere()).isFalse();
  }

  @Test
  void whoRefusesOurSenderSaysNothingAboutTheRecipient() throws AddressException {
    var refused =
        new SMTPSenderFailedException(
            new InternetAddress("care@acme.example"), "MAIL FROM", 550, "550 5.1.1 User unknown");
    assertThat(SmtpReply.of(refused).nobodyThere()).isFalse();
  }

  @Test
  void afterTheWholeMailOnlyAClearWordCounts() {
    assertThat(afterMail("550 5.1.1 User unknown").nobodyThere()).isTrue();
    assertThat(afterMail("550 Mailbox unavailable").nobodyThere()).isFalse();
  }

  @Test
  void anAddressThatIsNoneIsNotTriedAgain() {
    assertThat(SmtpReply.of(new AddressException("Missing domain")).nobodyThere()).isTrue();
  }

  private static SmtpReply toRecipient(String said) {
    var refused =
        new SMTPAddressFailedException(
            new InternetAddress(), "RCPT TO", Integer.parseInt(said.substring(0, 3)), said);
    return SmtpReply.of(new SendFailedException("Invalid Addresses", refused));
  }

  private static SmtpReply afterMail(String said) {
    return SmtpReply.of(new SMTPSendFailedException(".", 550, said, null, null, null, null));
  }
}
