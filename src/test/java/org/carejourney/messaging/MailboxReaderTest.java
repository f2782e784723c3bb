package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carejourney.CareTest;
import org.carejourney.Wire;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.env.MockEnvironment;

/** A mailbox and everything that goes wrong with one; nothing is lost, and nothing is changed. */
@CareTest
class MailboxReaderTest {

  private static final String PASSWORD = "Pass-" + UUID.randomUUID();
  private static final String FOLDER = "Support";
  private static final long MOST = 900_000;

  private static GreenMail server;
  private static ImapHostManager mailboxes;

  @Autowired private MailboxCursor cursor;
  @Autowired private Inbox inbox;
  @Autowired private InboundMessages inbound;
  @Autowired private Mails mails;
  @Autowired private JdbcTemplate jdbc;

  private final String name = "box-" + UUID.randomUUID();
  private final List<String> kept = new ArrayList<>();
  private GreenMailUser user;
  private MailFolder folder;
  private Wire wire;

  @BeforeAll
  static void start() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", "imap"));
    server.start();
    mailboxes = server.getManagers().getImapHostManager();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void aMailbox() throws Exception {
    user = server.setUser(name + "@b.example", name, PASSWORD);
    folder = mailboxes.createMailbox(user, FOLDER);
    wire = new Wire(server.getImap().getPort());
  }

  @AfterEach
  void close() throws Exception {
    wire.close();
    // Nobody acted on them, and nobody should: they would be a hundred tasks for somebody.
    for (String id : kept) {
      for (String table : List.of("inbound_raw", "inbound_attachment")) {
        jdbc.update("delete from %s where inbound_id = ?".formatted(table), id);
      }
      jdbc.update("delete from inbound where id = ?", id);
    }
  }

  @Test
  void mailsAreKeptInOrderByteByByteAndLeftAsTheyAre() throws Exception {
    for (int i = 0; i < 120; i++) {
      append("mail " + i);
    }
    folder.getMessages().get(5).setFlag(Flag.SEEN, true);
    MailboxReader reader = reader();
    reader.look();
    assertThat(subjects()).hasSize(120).startsWith("mail 0", "mail 1").endsWith("mail 119");
    assertThat(new String(inbound.raw(kept.get(7)).readAllBytes(), StandardCharsets.UTF_8))
        .contains("Subject: mail 7\r\n", "words\r\n");
    assertThat(folder.getMessages().stream().filter(mail -> mail.isSet(Flag.SEEN))).hasSize(1);
    assertThat(folder.getMessageCount()).isEqualTo(120);

    reader.look();
    assertThat(kept).hasSize(120);
    append("later");
    reader.look();
    assertThat(subjects()).hasSize(121).endsWith("later");
  }

  @Test
  void smallMailsAreAskedForTogetherSinceTheServerMayBeFar() throws Exception {
    for (int i = 0; i < 120; i++) {
      append("mail " + i);
    }
    reader().look();
    assertThat(kept).hasSize(120);
    assertThat(wire.said()).isLessThan(60);
  }

  @Test
  void theFirstLookTakesWhatIsRecentAndEveryLaterOneAll() throws Exception {
    append("ages ago", Instant.now().minus(Duration.ofDays(30)));
    append("yesterday", Instant.now().minus(Duration.ofDays(1)));
    MailboxReader reader = reader();
    reader.look();
    assertThat(subjects()).containsExactly("yesterday");
    append("moved here, ages ago", Instant.now().minus(Duration.ofDays(30)));
    reader.look();
    assertThat(subjects()).containsExactly("yesterday", "moved here, ages ago");
  }

  @Test
  void anOldMailboxWithNothingRecentBeginsAtItsEnd() throws Exception {
    append("ages ago", Instant.now().minus(Duration.ofDays(30)));
    MailboxReader reader = reader();
    reader.look();
    assertThat(kept).isEmpty();
    append("new");
    reader.look();
    assertThat(subjects()).containsExactly("new");
  }

  @Test
  void numberedAnewMailsAreKnownByTheirBytes() throws Exception {
    append("one");
    append("two");
    MailboxReader reader = reader();
    reader.look();
    long validity = folder.getUidValidity();
    mailboxes.deleteMailbox(user, FOLDER);
    while (folder.getUidValidity() == validity) {
      Thread.sleep(5);
      folder = mailboxes.createMailbox(user, FOLDER);
      if (folder.getUidValidity() == validity) {
        mailboxes.deleteMailbox(user, FOLDER);
      }
    }
    append("two");
    append("three");
    reader.look();
    assertThat(subjects()).containsExactly("one", "two", "two", "three");
    assertThat(kept.get(2)).isEqualTo(kept.get(1));
  }

  @Test
  void aLineThatBreaksLosesNothingAndRepeatsNothing() throws Exception {
    append("small");
    append("large", "x".repeat(600_000));
    append("last");
    MailboxReader reader = reader();
    wire.breaksAfter(400_000);
    assertThatThrownBy(reader::look).isInstanceOf(MessagingException.class);
    assertThat(subjects()).containsExactly("small");
    wire.isWhole();
    reader.look();
    assertThat(subjects()).containsExactly("small", "large", "last");
    assertThat(inbound.raw(kept.get(1)).readAllBytes()).hasSizeGreaterThan(600_000);
  }

  @Test
  void oneMailThatNeverComesDoesNotHoldUpTheOthers() throws Exception {
    append("never", "x".repeat(600_000));
    append("behind it");
    MailboxReader reader = reader();
    wire.breaksAfter(400_000);
    for (int i = 0; i < 5; i++) {
      try {
        reader.look();
      } catch (MessagingException e) {
        // Again, then.
      }
    }
    wire.isWhole();
    reader.look();
    assertThat(kept).hasSize(2);
    assertThat(mails.read(kept.get(0)).kind()).isEqualTo("unreadable");
    assertThat(mails.read(kept.get(0)).note()).contains(name);
    assertThat(mails.read(kept.get(1)).subject()).isEqualTo("behind it");
  }

  @Test
  void mailsOfWhichTheServerHasNothingAreEachToldOf() throws Exception {
    appendEmpty();
    appendEmpty();
    append("behind them");
    MailboxReader reader = reader();
    for (int i = 0; i < 10; i++) {
      try {
        reader.look();
      } catch (MessagingException e) {
        // Again, then.
      }
    }
    assertThat(kept).hasSize(3).doesNotHaveDuplicates();
    assertThat(mails.read(kept.get(0)).note()).contains("mail 1 of the mailbox " + name);
    assertThat(mails.read(kept.get(1)).note()).contains("mail 2 of the mailbox " + name);
    assertThat(mails.read(kept.get(2)).subject()).isEqualTo("behind them");
  }

  @Test
  void tooLittleMemoryForAMomentDoesNotEndTheReading() throws Exception {
    append("one");
    append("two");
    String prefix = "care.mailboxes." + name + ".";
    MockEnvironment settings =
        new MockEnvironment()
            .withProperty(prefix + "host", "127.0.0.1")
            .withProperty(prefix + "port", String.valueOf(wire.port()))
            .withProperty(prefix + "username", name)
            .withProperty(prefix + "password", PASSWORD)
            .withProperty(prefix + "security", "none")
            .withProperty(prefix + "folder", FOLDER);
    List<String> heard = new CopyOnWriteArrayList<>();
    Mailboxes mailboxes =
        new Mailboxes(
            settings,
            cursor,
            inbox,
            news -> {
              heard.add(((MailKept) news).inboundId());
              if (heard.size() == 1) {
                throw new OutOfMemoryError("for a moment");
              }
            });
    mailboxes.start();
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 3);
    } finally {
      mailboxes.stop();
    }
    kept.addAll(heard);
    assertThat(subjects()).containsExactly("one", "one", "two");
  }

  @Test
  void aMailThatIsTooLargeIsKeptWithItsHeadersAndAReason() throws Exception {
    append("huge", "x".repeat((int) MOST));
    append("next");
    reader().look();
    InboundMessage huge = mails.read(kept.get(0));
    assertThat(huge.kind()).isEqualTo("unreadable");
    assertThat(huge.note()).contains("larger than", name);
    assertThat(huge.subject()).isEqualTo("huge");
    assertThat(huge.sender()).isEqualTo("jane@b.example");
    assertThat(inbound.raw(huge.id()).readAllBytes()).hasSizeLessThan(10_000);
    assertThat(mails.read(kept.get(1)).subject()).isEqualTo("next");
  }

  @Test
  void whatVanishesMeanwhileIsPassedOver() throws Exception {
    for (int i = 0; i < 4; i++) {
      append("mail " + i, "too large to be fetched together ".repeat(3_000));
    }
    MailboxReader reader =
        new MailboxReader(
            name,
            mailbox(PASSWORD),
            cursor,
            inbox,
            news -> {
              if (kept.isEmpty()) {
                folder.getMessages().get(1).setFlag(Flag.DELETED, true);
                try {
                  folder.expunge();
                } catch (com.icegreen.greenmail.store.FolderException e) {
                  throw new IllegalStateException(e);
                }
              }
              kept.add(news.inboundId());
            },
            () -> true,
            MOST);
    reader.look();
    append("last");
    reader.look();
    assertThat(subjects()).containsExactly("mail 0", "mail 2", "mail 3", "last");
  }

  @Test
  void oneNodeReadsAtATimeUntilItEndsOrIsDead() throws Exception {
    MailboxReader first = reader();
    first.look();
    append("one");
    MailboxReader second = reader();
    second.look();
    assertThat(kept).isEmpty();
    first.release();
    second.look();
    assertThat(subjects()).containsExactly("one");

    jdbc.update(
        "update mailbox set lease_until = current_timestamp - interval '1' second where name = ?",
        name);
    append("two");
    first.look();
    second.look();
    assertThat(subjects()).containsExactly("one", "two");
  }

  @Test
  void itStopsBetweenTwoMailsAndGoesOnThere() throws Exception {
    append("one");
    append("two");
    new MailboxReader(
            name,
            mailbox(PASSWORD),
            cursor,
            inbox,
            news -> kept.add(news.inboundId()),
            kept::isEmpty,
            MOST)
        .look();
    assertThat(subjects()).containsExactly("one");
    jdbc.update("update mailbox set owner = null where name = ?", name);
    reader().look();
    assertThat(subjects()).containsExactly("one", "two");
  }

  @Test
  void whatCannotBeKeptIsReadAgain() throws Exception {
    append("one");
    jdbc.execute("alter table inbound_raw rename to inbound_raw_away");
    try {
      assertThatThrownBy(() -> reader().look()).isInstanceOf(RuntimeException.class);
    } finally {
      jdbc.execute("alter table inbound_raw_away rename to inbound_raw");
    }
    assertThat(kept).isEmpty();
    jdbc.update("update mailbox set owner = null where name = ?", name);
    reader().look();
    assertThat(subjects()).containsExactly("one");
  }

  @Test
  void aWrongPasswordIsNoEnd() throws Exception {
    append("one");
    MailboxReader wrong =
        new MailboxReader(name, mailbox("wrong"), cursor, inbox, news -> {}, () -> true, MOST);
    assertThatThrownBy(wrong::look).isInstanceOf(AuthenticationFailedException.class);
    wrong.release();
    reader().look();
    assertThat(subjects()).containsExactly("one");
  }

  private MailboxReader reader() {
    return new MailboxReader(
        name,
        mailbox(PASSWORD),
        cursor,
        inbox,
        news -> kept.add(news.inboundId()),
        () -> true,
        MOST);
  }

  private Mailbox mailbox(String password) {
    return new Mailbox(
        "127.0.0.1",
        wire.port(),
        name,
        password,
        "none",
        FOLDER,
        Duration.ofSeconds(30),
        Duration.ofDays(3));
  }

  private List<String> subjects() {
    return kept.stream().map(id -> mails.read(id).subject()).toList();
  }

  private void appendEmpty() throws Exception {
    MimeMessage nothing =
        new MimeMessage((Session) null) {
          @Override
          public void writeTo(OutputStream bytes) {}

          @Override
          public void writeTo(OutputStream bytes, String[] without) {}
        };
    folder.appendMessage(nothing, new Flags(), Date.from(Instant.now()));
  }

  private void append(String subject) throws Exception {
    append(subject, "words", Instant.now());
  }

  private void append(String subject, String text) throws Exception {
    append(subject, text, Instant.now());
  }

  private void append(String subject, Instant received) throws Exception {
    append(subject, "words", received);
  }

  private void append(String subject, String text, Instant received) throws Exception {
    String raw =
        "From: jane@b.example\r\nTo: %s\r\nSubject: %s\r\nMessage-ID: <%s@b.example>\r\n\r\n%s\r\n"
            .formatted(name, subject, subject.hashCode() + name, text);
    folder.appendMessage(
        new MimeMessage(null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8))),
        new Flags(),
        Date.from(received));
  }
}
