package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.carejourney.messaging.MailIds.MailProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as they come, and as nobody should write them. */
class MailReadingTest {

  private static final String LETTER = "3f0b7c3a-1111-2222-3333-444455556666";

  private final MailIds ids =
      new MailIds(
          new MailProperties("Acme <care@acme.example>", "care@acme.example", null, "+"),
          new Secret("secret", List.of(), Path.of("target")));
  private final MailReader reader = new MailReader(ids);

  @Test
  void aPlainMailIsReadWithEverythingItNames() throws Exception {
    ReadMail mail =
        read(
            "From: \"Müller, Jane\" <Jane@Example.org>",
            "To: someone@example.org, " + ids.replyAddress(LETTER),
            "Subject: =?UTF-8?B?R3LDvMOfZQ==?= and",
            "\tmore",
            "Message-ID: <1@example.org>",
            "In-Reply-To: <nearest@acme.example>",
            "References: <first@acme.example> <second@acme.example>",
            " <nearest@acme.example>",
            "",
            "Hello,",
            "it is broken.");
    assertThat(mail.sender()).isEqualTo("Jane@Example.org");
    assertThat(mail.senderName()).isEqualTo("Müller, Jane");
    assertThat(mail.subject()).isEqualTo("Grüße and more");
    assertThat(mail.mimeId()).isEqualTo("<1@example.org>");
    assertThat(mail.references())
        .containsExactly("<nearest@acme.example>", "<second@acme.example>", "<first@acme.example>");
    assertThat(mail.letterId()).isEqualTo(LETTER);
    assertThat(mail.text().words()).isEqualTo("Hello,\nit is broken.");
    assertThat(mail.html()).isNull();
    assertThat(mail.attachments()).isEmpty();
    assertThat(mail.note()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cc", "Delivered-To", "X-Original-To", "Envelope-To"})
  void ourSignedAddressIsFoundWhereverMailSystemsWriteIt(String header) throws Exception {
    String address = ids.replyAddress(LETTER);
    assertThat(read("From: a@b.example", header + ": <" + address + ">", "", "x").letterId())
        .isEqualTo(LETTER);
    String forged = address.replaceFirst("-[0-9a-f]{12}@", "-0123456789ab@");
    assertThat(read("From: a@b.example", header + ": " + forged, "", "x").letterId()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, utf-8",
    "UTF-8, ''",
    "UTF-8, x-unknown",
    "UTF-8, us-ascii",
    "windows-1252, iso-8859-1",
    "windows-1252, ''",
    "windows-1252, us-ascii",
    "windows-1252, utf-8",
    "ISO-8859-15, \"iso-8859-15\"",
    "UTF-16, utf-16",
    "IBM850, cp850",
    "windows-1254, iso-8859-9"
  })
  void wordsAreReadInWhateverCharset(String written, String named) throws Exception {
    String words = "Schöne Grüße";
    String type = named.isEmpty() ? "" : "Content-Type: text/plain; charset=" + named + "\r\n";
    byte[] head = ("From: a@b.example\r\n" + type + "\r\n").getBytes(StandardCharsets.US_ASCII);
    assertThat(read(head, words.getBytes(Charset.forName(written))).text().words())
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "①﨑, windows-31j, shift_jis",
    "①, x-windows-iso2022jp, iso-2022-jp",
    "똠, x-windows-949, euc-kr",
    "镕€, GB18030, gb2312",
    "שלום, windows-1255, iso-8859-8-i"
  })
  void aCharsetIsReadAsWidelyAsItIsWritten(String words, String written, String named)
      throws Exception {
    byte[] head =
        ("From: a@b.example\r\nContent-Type: text/plain; charset=" + named + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(read(head, words.getBytes(Charset.forName(written))).text().words())
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?UTF-8?Q?M=C3?= =?UTF-8?Q?=BCller_x?=|Müller x",
        "=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?= x|Grüße x",
        "=?utf-8?Q?a?b=20c?= =?windows-1250?B?s/M=?= x|a?b cłó x",
        "a =?iso-8859-1*de?Q?=FC_x?= b|a ü x b",
        "=?utf-8?Q?with spaces =C3=BC?=, not|with spaces ü, not",
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?= =?iso-2022-jp?B?GyRCOGwbKEI=?=|日本語"
      })
  void encodedWordsAreReadAsMailProgramsWriteThem(String written, String words) throws Exception {
    assertThat(read("From: a@b.example", "Subject: " + written, "", "x").subject())
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "=?UTF-8?Q?M=C3?= =?UTF-8?Q?=BCller?= <a@b.example>|Müller",
        "=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?= x <a@b.example>|Grüße x",
        "\"=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=, Jane\" <a@b.example>|Grüße, Jane",
        "\"Jane \\\"J.\\\" <Doe>\" <a@b.example>|Jane \"J.\" <Doe>",
        "=?utf-8?Q?Doe=2C_Jane?= <a@b.example>|Doe, Jane",
        "a@b.example (Jane Doe)|Jane Doe",
        "Jane Doe <a@b.example>, \"Somebody Else\" <c@d.example>|Jane Doe"
      })
  void theSendersNameIsReadAsMailProgramsWriteIt(String from, String name) throws Exception {
    ReadMail mail = read("From: " + from, "", "x");
    assertThat(mail.sender()).isEqualTo("a@b.example");
    assertThat(mail.senderName()).isEqualTo(name);
  }

  @Test
  void linesThatWereBrokenForTheWayOnlyAreOneAgain() throws Exception {
    ReadMail mail =
        read(
            "From: a@b.example",
            "Content-Type: text/plain; charset=utf-8; format=flowed",
            "",
            "The lamp came ",
            "broken, and the ",
            "shade is missing.",
            " > is what we write for more.",
            " From the start.",
            "",
            "-- ",
            "Jane",
            "",
            "On 3 March 2027, Acme wrote:",
            "> How did ",
            "> you like",
            ">> it? ",
            "> Well");
    assertThat(mail.text().words())
        .isEqualTo(
            """
            The lamp came broken, and the shade is missing.
             > is what we write for more.
            From the start.""");
    assertThat(mail.text().quoted()).contains("Jane", "> How did you like", ">> it? ", "> Well");
  }

  @Test
  void whereTheSpaceIsOnlyAMarkNoneIsLeft() throws Exception {
    ReadMail mail =
        read(
            "From: a@b.example",
            "Content-Type: text/plain; charset=utf-8; format=Flowed; DelSp=Yes",
            "",
            "Donaudampf ",
            "schifffahrt,  ",
            "we said.",
            "And went ");
    assertThat(mail.text().words()).isEqualTo("Donaudampfschifffahrt, we said.\nAnd went");
  }

  @Test
  void unencodedAndUnknownHeadersAreReadAsWellAsCanBe() throws Exception {
    byte[] raw = "From: a@b.example\r\nSubject: Grüße\r\n\r\nx".getBytes(StandardCharsets.UTF_8);
    assertThat(read(raw).subject()).isEqualTo("Grüße");
    raw = "From: a@b.example\r\nSubject: Grüße\r\n\r\nx".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(raw).subject()).isEqualTo("Grüße");
    assertThat(read("From: a@b.example", "Subject: =?x-strange?Q?Gr=FC=DFe?=", "", "x").subject())
        .isEqualTo("Grüße");
    assertThat(read("From: a@b.example", "Subject: =?utf-8?B?%%%?=", "", "x").subject())
        .isNotNull();
    assertThat(read("From: a@b.example", "Subject: a\u0000b\u0007c", "", "x").subject())
        .doesNotContain("\u0000", "\u0007");
  }

  @Test
  void whatLooksLikeAnAddressInANameIsNoAddress() throws Exception {
    assertThat(read("From: =?UTF-8?Q?victim=40example.org=2C?= <evil@b.example>", "", "x").sender())
        .isEqualTo("evil@b.example");
    assertThat(read("From: \"victim@example.org\" <evil@b.example>", "", "x").sender())
        .isEqualTo("evil@b.example");
  }

  @Test
  void aWebFormThatWritesInOurNameIsItsCustomers() throws Exception {
    ReadMail form = read("From: care@acme.example", "Reply-To: Jane <jane@b.example>", "", "x");
    assertThat(form.sender()).isEqualTo("jane@b.example");
    ReadMail ours = read("From: care@acme.example", "Reply-To: care+x@acme.example", "", "x");
    assertThat(ours.sender()).isEqualTo("care@acme.example");
    ReadMail normal = read("From: jane@b.example", "Reply-To: other@b.example", "", "x");
    assertThat(normal.sender()).isEqualTo("jane@b.example");
  }

  @Test
  void aMailThatNamesNobodyHasNoSender() throws Exception {
    assertThat(read("Subject: Hello", "", "x").sender()).isEmpty();
    assertThat(read("From: undisclosed", "", "x").sender()).isEmpty();
    assertThat(read("From: <>", "Return-Path: <a@b.example>", "", "x").sender())
        .isEqualTo("a@b.example");
  }

  @Test
  void aMailMayBeASubjectOnly() throws Exception {
    ReadMail mail = read("From: a@b.example", "Subject: Is it broken?", "");
    assertThat(mail.text().words()).isEmpty();
    assertThat(read("From: a@b.example", "Subject: And without a blank line").subject())
        .isEqualTo("And without a blank line");
  }

  @Test
  void wordsInHtmlOnlyAreReadAndMadeSafe() throws Exception {
    ReadMail mail =
        read(
            "From: a@b.example",
            "Content-Type: text/html; charset=utf-8",
            "",
            "<html><head><style>p {color: red}</style><script>alert(1)</script></head>",
            "<body onload=alert(2)><p>It is <b>broken</b>.<br>Really.</p><ul><li>one<li>two</ul>",
            "<img src='https://spy.example/x.gif'><form action='https://spy.example'><input></form>",
            "<a href='javascript:alert(3)'>here</a> <a href='https://b.example'>there</a>",
            "<iframe src='https://spy.example'></iframe><svg onload=alert(4)>",
            "<div style='background:url(https://spy.example)'>end</div>",
            "<blockquote>Yours</blockquote></body></html>");
    assertThat(mail.text().words())
        .isEqualTo("It is broken.\nReally.\n\n- one\n- two\n\nhere there\n\nend");
    assertThat(mail.text().quoted()).isEqualTo("> Yours");
    assertThat(mail.html())
        .contains("<b>broken</b>", "https://b.example", "noopener")
        .doesNotContain("script", "alert", "spy.example", "onload", "<form", "<img", "style");
  }

  @Test
  void hebrewInHtmlStillRunsFromRightToLeft() throws Exception {
    String html = "<div dir=\"rtl\">שלום</div>";
    ReadMail mail = read("From: a@b.example", "Content-Type: text/html; charset=utf-8", "", html);
    assertThat(mail.html()).isEqualTo(html);
    assertThat(mail.text().words()).isEqualTo("שלום");
  }

  @Test
  void plainTextInHtmlKeepsItsLines() throws Exception {
    ReadMail mail =
        read(
            "From: a@b.example",
            "Content-Type: text/html charset=utf-8",
            "",
            "<pre>It is broken.",
            "Really.",
            "",
            "&gt; how is it?",
            "&gt; Yours</pre>");
    assertThat(mail.text())
        .isEqualTo(new QuotedText("It is broken.\nReally.", "> how is it?\n> Yours"));
  }

  @Test
  void aPictureMessageFromAPhoneSaysWhatStandsInItsTextFile() throws Exception {
    ReadMail mail =
        multipart(
            "mixed",
            "Content-Type: image/jpeg; name=lamp.jpg\r\n\r\nx",
            "Content-Type: text/plain; charset=utf-8; name=text_0.txt\r\n"
                + "Content-Disposition: inline\r\n\r\nIt is broken.");
    assertThat(mail.text().words()).isEqualTo("It is broken.");
    assertThat(mail.attachments()).hasSize(2);
    ReadMail file =
        multipart(
            "mixed",
            "Content-Type: text/plain; name=log.txt\r\n"
                + "Content-Disposition: attachment\r\n\r\nlog");
    assertThat(file.text().words()).isEmpty();
  }

  @Test
  void hostileHtmlDoesNotTakeForEver() throws Exception {
    String deep = "<blockquote><div>".repeat(20_000) + "x" + "\n>".repeat(50_000);
    String breaks = "<br>".repeat(100_000) + "<p>".repeat(100_000);
    long start = System.nanoTime();
    for (String html : new String[] {deep, breaks, "<".repeat(500_000), "&#".repeat(400_000)}) {
      read("From: a@b.example", "Content-Type: text/html", "", html);
    }
    String quotes = "\n>".repeat(200_000) + "\nOn x wrote:" + "\nOn y".repeat(50_000) + "\nend";
    read("From: a@b.example", "", quotes);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void hostileNamesAndLinesDoNotTakeForEver() {
    String name = "Content-Disposition: attachment; filename=\"" + "n".repeat(400_000) + "\"";
    String line = "10:00 2026 " + "<@".repeat(190) + ":\r\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          assertThat(read("From: a@b.example", name, "", "x").attachments()).hasSize(1);
          assertThat(read("From: a@b.example", "", line.repeat(2_000)).text().words())
              .hasSizeGreaterThan(700_000);
        });
  }

  @Test
  void thePlainAlternativeIsReadAndTheHtmlShown() throws Exception {
    ReadMail mail =
        multipart(
            "alternative",
            "Content-Type: text/plain\r\n\r\nplain words",
            "Content-Type: text/html\r\n\r\n<p>html <i>words</i></p>");
    assertThat(mail.text().words()).isEqualTo("plain words");
    assertThat(mail.html()).isEqualTo("<p>html <i>words</i></p>");
    ReadMail empty =
        multipart(
            "alternative",
            "Content-Type: text/plain\r\n\r\n \r\n",
            "Content-Type: text/html\r\n\r\n<p>html words</p>");
    assertThat(empty.text().words()).isEqualTo("html words");
  }

  @Test
  void wordsAroundPicturesAreAllRead() throws Exception {
    ReadMail mail =
        multipart(
            "mixed",
            "Content-Type: text/plain\r\n\r\nbefore",
            "Content-Type: image/png; name=p.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA",
            "Content-Type: text/html\r\n\r\n<p>after &lt;3</p>");
    assertThat(mail.text().words()).isEqualTo("before\n\nafter <3");
    assertThat(mail.html()).contains("before").contains("after &lt;3");
    assertThat(mail.attachments()).hasSize(1);
    assertThat(mail.attachments().get(0).attachment())
        .isEqualTo(new Attachment(1, "p.png", "image/png", 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filename=\"../../etc/passwd\"|passwd",
        "filename=\"C:\\\\Users\\\\me\\\\lamp.jpg\"|lamp.jpg",
        "filename=\"\"|attachment-1",
        "filename=\"..\"|attachment-1",
        "filename=.htaccess|htaccess",
        "filename=\"a\u202Egpj.exe\"|a_gpj.exe",
        "filename=\"a<b>c:d?.pdf\"|a_b_c_d_.pdf",
        "filename*=UTF-8''Gr%C3%BC%C3%9Fe.pdf|Grüße.pdf",
        "filename=\"=?UTF-8?Q?Gr=C3=BC=C3=9Fe.pdf?=\"|Grüße.pdf",
        "filename=lamp picture.jpg|lamp picture.jpg"
      })
  void namesOfAttachmentsAreSafe(String disposition, String name) throws Exception {
    ReadMail mail =
        multipart(
            "mixed",
            "Content-Type: application/pdf\r\nContent-Disposition: attachment; "
                + disposition
                + "\r\n\r\nx");
    assertThat(mail.attachments()).hasSize(1);
    assertThat(mail.attachments().get(0).attachment().name()).startsWith(name);
  }

  @Test
  void longNamesAreCutBeforeTheirEnding() throws Exception {
    ReadMail mail =
        multipart(
            "mixed",
            "Content-Disposition: attachment; filename=\"" + "n".repeat(5_000) + ".pdf\"\r\n\r\nx");
    assertThat(mail.attachments().get(0).attachment().name()).hasSize(200).endsWith(".pdf");
  }

  @Test
  void everythingThatIsNotWordsIsAnAttachment() throws Exception {
    ReadMail mail =
        multipart(
            "mixed",
            "Content-Type: text/plain\r\n\r\nsee below",
            "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx",
            "Content-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\nSubject: inner\r\n\r\ninner words",
            "Content-Type: text/plain; name=log.txt\r\n\r\nlog",
            "Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nlog",
            "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR",
            "Content-Type: nonsense here\r\nContent-Disposition: attachment\r\n\r\nx");
    assertThat(mail.text().words()).isEqualTo("see below");
    assertThat(mail.attachments())
        .extracting(found -> found.attachment().name())
        .containsExactly(
            "winmail.dat",
            "attachment-2.eml",
            "log.txt",
            "attachment-4",
            "attachment-5",
            "attachment-6");
    assertThat(mail.attachments().get(1).attachment().type()).isEqualTo("message/rfc822");
    assertThat(mail.attachments().get(5).attachment().type()).isEqualTo("application/octet-stream");
  }

  @Test
  void aMailThatIsAFileOnlyIsAnAttachment() throws Exception {
    byte[] bytes = {1, 2, 3, 4, 5};
    String raw =
        "From: a@b.example\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getEncoder().encodeToString(bytes);
    try (Spool mail = spool(raw.getBytes(StandardCharsets.US_ASCII))) {
      ReadMail read = reader.read(mail);
      assertThat(read.attachments()).hasSize(1);
      assertThat(read.attachments().get(0).attachment().size()).isEqualTo(5);
      try (InputStream content = MailParts.open(mail, read.attachments().get(0).place())) {
        assertThat(content.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/mixed\r\n\r\n--b\r\n\r\nthe words\r\n--b--\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nthe words",
        "Content-Type: multipart/mixed; boundary=other\r\n\r\nthe words",
        "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\nthe words",
        "Content-Type: multipart/alternative; boundary=b\r\n\r\nthe words\r\n",
        "Content-Type: text\r\n\r\nthe words",
        "Content-Type: text/plain; charset\r\n\r\nthe words",
        "Content-Type: ;;;\r\n\r\nthe words",
        "Content-Type:\r\n\r\nthe words",
        "Content-Transfer-Encoding: nonsense\r\n\r\nthe words",
        "Content-Transfer-Encoding: 8-bit\r\n\r\nthe words",
        "Content-Transfer-Encoding: quoted-printable\r\n\r\nthe =77ords=",
        "Content-Transfer-Encoding: base64\r\n\r\ndGhlIHdvcmRz",
        "Content-Transfer-Encoding: base64\r\n\r\ndGhl!IHdv\r\n cmRz=",
        "This line is no header\r\n\r\nthe words",
        "MIME-Version: 1.0\nContent-Type: text/plain\n\nthe words\n"
      })
  void brokenMailsAreReadAllTheSame(String rest) throws Exception {
    ReadMail mail = read(("From: a@b.example\r\n" + rest).getBytes(StandardCharsets.UTF_8));
    assertThat(mail.sender()).isEqualTo("a@b.example");
    assertThat(mail.text().words()).contains("the words");
  }

  @Test
  void thousandsOfPartsAreCappedWithAReason() throws Exception {
    String part = "Content-Type: text/plain\r\n\r\nx";
    String[] parts = new String[5_000];
    java.util.Arrays.fill(parts, part);
    ReadMail mail = multipart("mixed", parts);
    assertThat(mail.note()).contains("500 parts");
    assertThatThrownBy(() -> multipartRaw(60_000)).hasMessageContaining("more parts");
  }

  @Test
  void partsOfEndlessHeadersAreNotTakenApart() {
    assertThatThrownBy(() -> multipart("mixed", "a:\r\n".repeat(300_000) + "\r\nx"))
        .isInstanceOf(MailReader.Unreadable.class);
    String inner =
        "Content-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\n"
            + "a:\r\n".repeat(200_000)
            + "\r\nx\r\n--inner--";
    assertThatThrownBy(() -> multipart("mixed", inner, inner))
        .isInstanceOf(MailReader.Unreadable.class);
  }

  @Test
  void nestingHasAnEnd() throws Exception {
    StringBuilder raw = new StringBuilder("From: a@b.example\r\n");
    for (int i = 0; i < 2_000; i++) {
      raw.append("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n".formatted(i, i));
    }
    ReadMail mail = read(raw.append("\r\nx").toString().getBytes(StandardCharsets.US_ASCII));
    assertThat(mail.note()).contains("nested");
    assertThat(mail.attachments()).hasSize(1);
  }

  /** A mail inside of a mail is an attachment: whoever wants to look deeper opens it. */
  @Test
  void mailsWithinMailsAreOneAttachment() throws Exception {
    String mail = "From: inner@b.example\r\nSubject: inner\r\n\r\nthe innermost words";
    for (int i = 0; i < 30; i++) {
      mail =
          "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b"
              + i
              + "\r\n\r\n--b"
              + i
              + "\r\n\r\nwords "
              + i
              + "\r\n--b"
              + i
              + "\r\nContent-Type: message/rfc822\r\n\r\n"
              + mail
              + "\r\n--b"
              + i
              + "--\r\n";
    }
    byte[] raw = mail.getBytes(StandardCharsets.US_ASCII);
    try (Spool spool = spool(raw)) {
      ReadMail read = reader.read(spool);
      assertThat(read.sender()).isEqualTo("a@b.example");
      assertThat(read.text().words()).isEqualTo("words 29");
      assertThat(read.attachments()).hasSize(1);
      try (InputStream inner = MailParts.open(spool, read.attachments().get(0).place())) {
        assertThat(new String(inner.readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("From: a@b.example")
            .contains("the innermost words");
      }
    }
  }

  @Test
  void endlessHeadersAndNothingAtAllAreNoMail() {
    assertThatThrownBy(() -> read(("X: " + "y".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MailReader.Unreadable.class)
        .hasMessageContaining("headers");
    assertThatThrownBy(() -> read(new byte[0])).isInstanceOf(MailReader.Unreadable.class);
  }

  @Test
  void tooManyWordsAreCutWithAReason() throws Exception {
    ReadMail mail = read("From: a@b.example", "", "x".repeat(3_000_000));
    assertThat(mail.text().words()).hasSize(1_000_000);
    assertThat(mail.note()).contains("million");
    String quotes = "<blockquote>".repeat(20) + "a<br>".repeat(100_000);
    ReadMail html = read("From: a@b.example", "Content-Type: text/html", "", quotes);
    assertThat(html.text().words() + html.text().quoted()).hasSizeLessThanOrEqualTo(1_000_000);
    assertThat(html.note()).contains("million");
  }

  @Test
  void noiseIsReadOrRefusedAndNothingElse() throws Exception {
    Random random = new Random(20261122);
    String whole =
        """
        From: a@b.example
        Subject: =?UTF-8?Q?x?=
        To: <c@d.example>
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/html

        <p>x</p>
        --b
        Content-Type: message/rfc822

        From: x

        y
        --b--
        """;
    for (int i = 0; i < 800; i++) {
      byte[] bytes = whole.getBytes(StandardCharsets.US_ASCII);
      for (int change = random.nextInt(12); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(read(bytes).text().words()).isNotNull();
      } catch (MailReader.Unreadable e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private ReadMail multipart(String kind, String... parts) throws Exception {
    StringBuilder raw =
        new StringBuilder("From: a@b.example\r\nContent-Type: multipart/")
            .append(kind)
            .append("; boundary=limit\r\n\r\n");
    for (String part : parts) {
      raw.append("--limit\r\n").append(part).append("\r\n");
    }
    return read(raw.append("--limit--\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private ReadMail multipartRaw(int parts) throws Exception {
    return read(
        ("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=l\r\n\r\n"
                + "--l\r\n\r\nx\r\n".repeat(parts))
            .getBytes(StandardCharsets.US_ASCII));
  }

  private ReadMail read(String... lines) throws Exception {
    return read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private ReadMail read(byte[] head, byte[] body) throws Exception {
    byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return read(all);
  }

  private ReadMail read(byte[] raw) throws Exception {
    try (Spool mail = spool(raw)) {
      return reader.read(mail);
    }
  }

  private static Spool spool(byte[] raw) throws Exception {
    return Spool.of(new ByteArrayInputStream(raw), Inbox.MOST_BYTES);
  }
}
