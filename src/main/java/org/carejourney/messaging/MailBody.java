package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.carejourney.engine.Text;
import org.carejourney.messaging.ReadMail.Found;
import org.jspecify.annotations.Nullable;

/** What a mail is made of: the words that somebody wrote, and all else as attachments. */
final class MailBody {

  private static final int MOST_CHARS = 1_000_000;
  private static final int DEEPEST = 20;

  private static final String MICROSOFTS_OWN =
      "Some of a winmail.dat is in Microsoft's own format, and in that file only";

  private record Rich(MimePart part, PartLabel label, String place) {}

  private final List<Found> attachments = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final MailReport report = new MailReport();
  private int seen;
  private PartWords words = PartWords.NONE;

  /** What a winmail.dat says, for a mail that says nothing else. */
  private PartWords packed = PartWords.NONE;

  /**
   * What stands in the first text with a file's name, for a mail that says nothing else: picture
   * messages from phones give all their parts names.
   */
  private PartWords named = PartWords.NONE;

  /** A winmail.dat with words that we cannot read. */
  private @Nullable Rich rich;

  private MailBody() {}

  static MailBody of(MimeMessage message) throws MessagingException, IOException {
    MailBody body = new MailBody();
    body.words = body.words(message, "", 0);
    if (body.words.text().isBlank()) {
      body.words = body.packed;
    }
    if (body.words.text().isBlank()) {
      body.words = body.named;
    }
    if (body.words.text().isBlank() && body.rich != null) {
      body.notes.add(MICROSOFTS_OWN);
      body.list(body.rich.part(), body.rich.label(), body.rich.place());
    }
    return body;
  }

  /** Everything that was written, in order; never null. */
  String text() {
    return words.text();
  }

  /** Safe to show, or null when the mail has no html. */
  @Nullable String html() {
    return words.html() == null ? null : Text.orNull(Text.clean(HtmlWords.safe(words.html())));
  }

  List<Found> attachments() {
    return List.copyOf(attachments);
  }

  /** What a mail system tells in it. */
  MailReport report() {
    return report;
  }

  /** What is in the raw mail only, or null when that is nothing. */
  @Nullable String note() {
    return notes.isEmpty() ? null : String.join(". ", notes);
  }

  private PartWords words(MimePart part, String place, int depth)
      throws MessagingException, IOException {
    if (++seen > FewParts.MOST) {
      notes.add("It has more than 500 parts; the others are in the raw mail only");
      return PartWords.NONE;
    }
    PartLabel label = PartLabel.of(part);
    MimeMultipart inside = depth < DEEPEST ? inside(part) : null;
    if (inside != null) {
      report.begin(label);
      List<PartWords> all = new ArrayList<>();
      for (int i = 0; i < inside.getCount() && seen <= FewParts.MOST; i++) {
        MimePart inner = (MimePart) inside.getBodyPart(i);
        all.add(words(inner, MailParts.within(place, i), depth + 1));
      }
      return label.is("multipart/alternative") ? PartWords.best(all) : joined(all);
    }
    if (depth == DEEPEST && label.is("multipart/*")) {
      notes.add("It is nested deeper than we look; what is inside is in the raw mail only");
    }
    boolean html = label.is("text/html");
    if (isWritten(label, depth)) {
      return written(part, label, html);
    }
    if (named.text().isBlank() && isText(label) && !label.isAttached()) {
      named = written(part, label, html);
    }
    attach(part, label, place);
    return PartWords.NONE;
  }

  private PartWords written(MimePart part, PartLabel label, boolean html)
      throws MessagingException, IOException {
    String written = decoded(part, label.charset(), html);
    if (html) {
      return new PartWords(cut(HtmlWords.text(written)), written);
    }
    return new PartWords(
        label.isFlowed() ? FlowedText.paragraphs(written, label.isJoinedWithoutSpace()) : written,
        null);
  }

  /** Null for a part that has none inside, also where it says it had. */
  private static @Nullable MimeMultipart inside(MimePart part)
      throws MessagingException, IOException {
    MimeMultipart parts = MailParts.inside(part);
    return parts == null || parts.getCount() == 0 ? null : parts;
  }

  private static boolean isWritten(PartLabel label, int depth) throws MessagingException {
    boolean brokenOff = label.is("multipart/*") && depth < DEEPEST;
    boolean text = isText(label) || brokenOff;
    return text && !label.isAttached() && (depth == 0 || label.name() == null);
  }

  private static boolean isText(PartLabel label) {
    return label.is("text/html") || label.is("text/plain");
  }

  private PartWords joined(List<PartWords> all) {
    List<PartWords> written = all.stream().filter(one -> !one.text().isBlank()).toList();
    if (written.size() <= 1) {
      return written.isEmpty() ? PartWords.NONE : written.get(0);
    }
    String text = String.join("\n\n", written.stream().map(PartWords::text).toList());
    boolean anyHtml = written.stream().anyMatch(one -> one.html() != null);
    String html =
        anyHtml ? String.join("\n", written.stream().map(PartWords::asHtml).toList()) : null;
    return new PartWords(cut(text), html == null ? null : cut(html));
  }

  private String decoded(MimePart part, @Nullable String said, boolean html)
      throws MessagingException, IOException {
    byte[] bytes;
    try (InputStream content = MailParts.content(part)) {
      bytes = content.readNBytes(4 * MOST_CHARS);
    }
    String charset = said == null && html ? Decoding.charsetOfHtml(bytes) : said;
    return cut(Decoding.text(bytes, charset).replace("\r\n", "\n").replace('\r', '\n'));
  }

  private String cut(String text) {
    if (text.length() <= MOST_CHARS) {
      return text;
    }
    notes.add("It is longer than a million characters; the rest is in the raw mail only");
    return Text.clean(text.substring(0, MOST_CHARS));
  }

  private void attach(MimePart part, PartLabel label, String place) throws MessagingException {
    if (!label.isTnef() || !unpacked(part, label, place)) {
      list(part, label, place);
    }
  }

  private void list(MimePart part, PartLabel label, String place) throws MessagingException {
    int number = attachments.size() + 1;
    long size = size(part);
    attachments.add(
        new Found(new Attachment(number, label.fileName(number), label.type(), size), place));
    if (!report.read(part, label)) {
      notes.add("The report is damaged");
    }
  }

  /** False when somebody has to look into the whole. */
  private boolean unpacked(MimePart part, PartLabel label, String place) {
    try (InputStream content = MailParts.content(part)) {
      Tnef tnef = Tnef.of(content);
      for (int i = 0; i < tnef.files().size(); i++) {
        Tnef.Packed file = tnef.files().get(i);
        if (file.size() >= 0) {
          int number = attachments.size() + 1;
          String type = PartLabel.type(file.type());
          String name = PartLabel.fileName(file.name(), number, type);
          String inside = MailParts.packed(place, i);
          attachments.add(new Found(new Attachment(number, name, type, file.size()), inside));
        }
      }
      keep(tnef);
      rich = tnef.whole() && tnef.rich() ? new Rich(part, label, place) : rich;
      if (!tnef.whole()) {
        notes.add(MICROSOFTS_OWN);
      }
      return tnef.whole();
    } catch (MessagingException | IOException e) {
      notes.add("A winmail.dat is damaged");
      return false;
    }
  }

  private void keep(Tnef tnef) {
    String html = tnef.html() == null || tnef.html().isBlank() ? null : cut(tnef.html());
    String text = tnef.text() == null ? "" : cut(tnef.text().replace("\r\n", "\n"));
    if (html != null || !text.isBlank()) {
      packed =
          new PartWords(text.isBlank() && html != null ? cut(HtmlWords.text(html)) : text, html);
    }
  }

  private long size(MimePart part) {
    long size = 0;
    byte[] buffer = new byte[64 * 1024];
    try (InputStream content = MailParts.content(part)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        size += read;
      }
    } catch (MessagingException | IOException e) {
      notes.add("An attachment is damaged");
    }
    return size;
  }
}
