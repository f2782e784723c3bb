package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.carejourney.messaging.MailIds.MailProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Outlook packs into a winmail.dat is read and listed as if it had not. */
class WinmailTest {

  private final MailReader reader =
      new MailReader(
          new MailIds(
              new MailProperties("Acme <care@acme.example>", "care@acme.example", null, "+"),
              new Secret("secret", List.of(), Path.of("target"))));

  @Test
  void filesInsideAreListedAndOpened() throws Exception {
    byte[] picture = new byte[300_000];
    new Random(1).nextBytes(picture);
    byte[] mail =
        mail(
            "It is broken.",
            new WinmailDat()
                .says("It is broken.")
                .brings("LAMPE~1.JPG", "Lampe größer.jpg", "image/jpeg", picture)
                .brings(
                    "x.txt",
                    "..\\..\\etc/pass\u202Ewd",
                    "no type",
                    "abc".getBytes(StandardCharsets.US_ASCII))
                .bytes());
    ReadMail read = read(mail);
    assertThat(read.text().words()).isEqualTo("It is broken.");
    assertThat(read.note()).isNull();
    assertThat(read.attachments().stream().map(ReadMail.Found::attachment))
        .containsExactly(
            new Attachment(1, "Lampe größer.jpg", "image/jpeg", picture.length),
            new Attachment(2, "pass_wd", "application/octet-stream", 3));
    assertThat(open(mail, read, 0)).isEqualTo(picture);
    assertThat(open(mail, read, 1)).isEqualTo("abc".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void itsWordsCountWhenTheMailHasNoOthers() throws Exception {
    ReadMail read = read(mail("", new WinmailDat().says("Schöne Grüße").bytes()));
    assertThat(read.text().words()).isEqualTo("Schöne Grüße");
    assertThat(read.html()).isNull();

    String html = "<p>It is <b>broken</b></p><script>alert(1)</script>";
    read = read(mail("", new WinmailDat().looks(html).bytes()));
    assertThat(read.text().words()).isEqualTo("It is broken");
    assertThat(read.html()).contains("<b>broken</b>").doesNotContain("script");

    read = read(mail("Other words", new WinmailDat().looks(html).says("x").bytes()));
    assertThat(read.text().words()).isEqualTo("Other words");
    assertThat(read.html()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"65001, UTF-8", "28592, ISO-8859-2", "1250, windows-1250"})
  void itsHtmlIsReadInTheCodePageOfTheHtml(int codePage, String charset) throws Exception {
    byte[] packed =
        new WinmailDat().looks("<p>Łódź</p>", codePage, Charset.forName(charset)).bytes();
    assertThat(read(mail("", packed)).text().words()).isEqualTo("Łódź");
  }

  @Test
  void whatIsNoFileOrDamagedStaysInTheFileAndTheMailSaysSo() throws Exception {
    byte[] document =
        new WinmailDat()
            .brings("a.txt", "a.txt", "text/plain", new byte[10])
            .brings("Document", "Document", "", null)
            .bytes();
    ReadMail read = read(mail("x", document));
    assertThat(read.attachments().stream().map(found -> found.attachment().name()))
        .containsExactly("a.txt", "winmail.dat");
    assertThat(read.note()).contains("winmail.dat");

    read = read(mail("", new WinmailDat().isRich().bytes()));
    assertThat(read.attachments()).hasSize(1);
    assertThat(read.note()).contains("winmail.dat");
    read = read(mail("It is broken", new WinmailDat().isRich().bytes()));
    assertThat(read.attachments()).isEmpty();
    assertThat(read.note()).isNull();

    read = read(mail("x", "no such thing".getBytes(StandardCharsets.US_ASCII)));
    assertThat(read.attachments()).hasSize(1);
    assertThat(read.note()).contains("damaged");
  }

  @Test
  void noiseIsReadAsFarAsItGoes() throws Exception {
    byte[] whole =
        new WinmailDat()
            .says("x")
            .looks("<p>x</p>")
            .brings("a.txt", "a.txt", "text/plain", new byte[100])
            .bytes();
    Random random = new Random(20261122);
    for (int i = 0; i < 3_000; i++) {
      byte[] noise = Arrays.copyOf(whole, 6 + random.nextInt(whole.length - 6));
      for (int n = random.nextInt(8); n > 0; n--) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      byte[] mail = mail("x", noise);
      ReadMail read = read(mail);
      for (int n = 0; n < read.attachments().size(); n++) {
        open(mail, read, n);
      }
    }
  }

  private static byte[] mail(String words, byte[] winmail) {
    return """
        From: jane@example.org
        Content-Type: multipart/mixed; boundary=cut

        --cut
        Content-Type: text/plain

        %s
        --cut
        Content-Type: application/ms-tnef; name="winmail.dat"
        Content-Transfer-Encoding: base64

        %s
        --cut--
        """
        .formatted(words, Base64.getMimeEncoder().encodeToString(winmail))
        .replace("\r", "")
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private ReadMail read(byte[] mail) throws Exception {
    try (Spool spool = Spool.of(new ByteArrayInputStream(mail), Inbox.MOST_BYTES)) {
      return reader.read(spool);
    }
  }

  private static byte[] open(byte[] mail, ReadMail read, int number) throws Exception {
    try (Spool spool = Spool.of(new ByteArrayInputStream(mail), Inbox.MOST_BYTES);
        var content = MailParts.open(spool, read.attachments().get(number).place())) {
      return content.readAllBytes();
    }
  }
}
