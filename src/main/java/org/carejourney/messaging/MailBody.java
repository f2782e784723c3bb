package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.Text;
import org.carejourney.messaging.ReadMail.Found;
import org.carejourney.messaging.ReadMail.Report;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** What a mail is made of: the words that somebody wrote, and all else as attachments. */
final class MailBody {

  private static final int MOST_CHARS = 1_000_000;
  private static final int MOST_PARTS = 500;
  private static final int DEEPEST = 20;
  private static final int GLANCE = 64 * 1024;

  private static final Pattern META_CHARSET =
      Pattern.compile("<meta[^>]{0,200}charset\\s*=\\s*[\"']?([\\w:.-]{1,40})", 2);
  private static final Pattern REPORT_FIELD =
      Pattern.compile("(?im)^(action|status)\\s*:[ \\t]*([\\w.-]{1,40})");
  private static final Pattern RETURNED_ID =
      Pattern.compile("(?im)^message-id\\s*:\\s*(<[^<>\\s]{1,998}>)");
  private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]{1,50}/[\\w!#$&^.+-]{1,49}");

  /** The words of a part; html is null where it has none. */
  private record Words(String text, @Nullable String html) {

    static final Words NONE = new Words("", null);
  }

  private final List<Found> attachments = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> returned = new LinkedHashSet<>();
  private int seen;
  private @Nullable String reportType;
  private String action = "";
  private String status = "";
  private Words words = Words.NONE;

  private MailBody() {}

  static MailBody of(MimeMessage message) throws MessagingException, IOException {
    MailBody body = new MailBody();
    body.words = body.words(message, "", 0);
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

  @Nullable Report report() {
    return reportType == null ? null : new Report(reportType, action, status);
  }

  /** Ids of mails that came back in this one. */
  Set<String> returned() {
    return returned;
  }

  /** What is in the raw mail only, or null when that is nothing. */
  @Nullable String note() {
    return notes.isEmpty() ? null : String.join(". ", notes);
  }

  private Words words(MimePart part, String place, int depth)
      throws MessagingException, IOException {
    if (++seen > MOST_PARTS) {
      notes.add("It has more than 500 parts; the others are in the raw mail only");
      return Words.NONE;
    }
    ContentType type = type(part);
    MimeMultipart inside = depth < DEEPEST ? inside(part) : null;
    if (inside != null) {
      noteReport(type);
      List<Words> all = new ArrayList<>();
      for (int i = 0; i < inside.getCount() && seen <= MOST_PARTS; i++) {
        MimePart inner = (MimePart) inside.getBodyPart(i);
        all.add(words(inner, MailParts.within(place, i), depth + 1));
      }
      return type.match("multipart/alternative") ? best(all) : joined(all);
    }
    if (depth == DEEPEST && type.match("multipart/*")) {
      notes.add("It is nested deeper than we look; what is inside is in the raw mail only");
    }
    boolean html = type.match("text/html");
    if (isWritten(part, type, html, depth)) {
      String written = decoded(part, type, html);
      return html ? new Words(HtmlWords.text(written), written) : new Words(written, null);
    }
    attach(part, type, place);
    return Words.NONE;
  }

  /** Null for a part that has none inside, also where it says it had. */
  private static @Nullable MimeMultipart inside(MimePart part)
      throws MessagingException, IOException {
    MimeMultipart parts = MailParts.inside(part);
    return parts == null || parts.getCount() == 0 ? null : parts;
  }

  private static boolean isWritten(MimePart part, ContentType type, boolean html, int depth)
      throws MessagingException {
    boolean brokenOff = type.match("multipart/*") && depth < DEEPEST;
    boolean text = html || type.match("text/plain") || brokenOff;
    return text && !isAttached(part) && (depth == 0 || name(part, type) == null);
  }

  private static boolean isAttached(MimePart part) throws MessagingException {
    String[] disposition = part.getHeader("Content-Disposition");
    return disposition != null
        && disposition[0].strip().toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  /** The plain words of alternatives, unless they are empty, and their richest html. */
  private static Words best(List<Words> all) {
    String plain = "";
    String html = null;
    String ofHtml = "";
    for (Words one : all) {
      if (one.html() == null) {
        plain = plain.isBlank() ? one.text() : plain;
      } else {
        html = one.html();
        ofHtml = one.text();
      }
    }
    return new Words(plain.isBlank() ? ofHtml : plain, html);
  }

  private Words joined(List<Words> all) {
    List<Words> written = all.stream().filter(one -> !one.text().isBlank()).toList();
    if (written.size() <= 1) {
      return written.isEmpty() ? Words.NONE : written.get(0);
    }
    String text = String.join("\n\n", written.stream().map(Words::text).toList());
    boolean anyHtml = written.stream().anyMatch(one -> one.html() != null);
    String html =
        anyHtml ? String.join("\n", written.stream().map(MailBody::asHtml).toList()) : null;
    return new Words(cut(text), html == null ? null : cut(html));
  }

  private static String asHtml(Words words) {
    return words.html() != null
        ? words.html()
        : "<p>" + Entities.escape(words.text()).replace("\n", "<br>") + "</p>";
  }

  private String decoded(MimePart part, ContentType type, boolean html)
      throws MessagingException, IOException {
    byte[] bytes;
    try (InputStream content = MailParts.content(part)) {
      bytes = content.readNBytes(4 * MOST_CHARS);
    }
    String charset = type.getParameter("charset");
    if (charset == null && html) {
      Matcher meta =
          META_CHARSET.matcher(
              new String(bytes, 0, Math.min(bytes.length, 2_048), StandardCharsets.ISO_8859_1));
      charset = meta.find() ? meta.group(1) : null;
    }
    return cut(Decoding.text(bytes, charset).replace("\r\n", "\n").replace('\r', '\n'));
  }

  private String cut(String text) {
    if (text.length() <= MOST_CHARS) {
      return text;
    }
    notes.add("It is longer than a million characters; the rest is in the raw mail only");
    return Text.clean(text.substring(0, MOST_CHARS));
  }

  private void attach(MimePart part, ContentType type, String place) throws MessagingException {
    int number = attachments.size() + 1;
    String base = base(type);
    long size = size(part);
    attachments.add(
        new Found(
            new Attachment(number, fileName(name(part, type), base, number), base, size), place));
    if (reportType != null) {
      readReport(part, type);
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

  private void noteReport(ContentType type) {
    if (reportType == null && type.match("multipart/report")) {
      String said = type.getParameter("report-type");
      reportType = said == null ? "delivery-status" : said.strip().toLowerCase(Locale.ROOT);
    }
  }

  /** A glance at what a mail system says of the mail that it reports about. */
  private void readReport(MimePart part, ContentType type) {
    boolean fields = type.match("message/delivery-status");
    boolean mail = type.match("message/rfc822") || type.match("text/rfc822-headers");
    if (!fields && !mail) {
      return;
    }
    try (InputStream content = MailParts.content(part)) {
      String text = new String(content.readNBytes(GLANCE), StandardCharsets.ISO_8859_1);
      if (fields) {
        REPORT_FIELD.matcher(text).results().forEach(this::reported);
      } else {
        RETURNED_ID
            .matcher(text)
            .results()
            .flatMap(id -> MailReader.ids(id.group(1)))
            .findFirst()
            .ifPresent(returned::add);
      }
    } catch (MessagingException | IOException e) {
      notes.add("The report is damaged");
    }
  }

  private void reported(MatchResult field) {
    String value = field.group(2).toLowerCase(Locale.ROOT);
    if (field.group(1).equalsIgnoreCase("action")) {
      action = action.isEmpty() ? value : action;
    } else {
      status = status.isEmpty() ? value : status;
    }
  }

  /** What a part says it is; plain text when it says nothing that can be understood. */
  private static ContentType type(MimePart part) throws MessagingException {
    try {
      ContentType type = new ContentType(part.getContentType());
      return type.getPrimaryType() == null ? plain() : type;
    } catch (ParseException e) {
      return isAttached(part) ? new ContentType("application", "octet-stream", null) : plain();
    }
  }

  private static ContentType plain() {
    return new ContentType("text", "plain", null);
  }

  private static String base(ContentType type) {
    String base = type.getBaseType().toLowerCase(Locale.ROOT);
    return TYPE.matcher(base).matches() ? base : "application/octet-stream";
  }

  /** As the sender calls it, or null. */
  private static @Nullable String name(MimePart part, ContentType type) throws MessagingException {
    String name = null;
    try {
      name = part.getFileName();
    } catch (ParseException e) {
      // Nobody knows then.
    }
    name = name == null ? type.getParameter("name") : name;
    return name == null ? null : Text.orNull(Decoding.header(name));
  }

  /** A name that is safe as a file's in a list and as a download on every system. */
  private static String fileName(@Nullable String said, String type, int number) {
    String name = said == null ? "" : said.replaceAll(".*[/\\\\]", "");
    name = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}<>:\"|?*]+", "_").strip();
    name = name.replaceAll("^\\.+|[. ]+$", "");
    if (name.isEmpty()) {
      name = "attachment-" + number + (type.equals("message/rfc822") ? ".eml" : "");
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= 20 ? name.substring(dot) : "";
    return name.length() <= 200
        ? name
        : Text.fit(name.substring(0, name.length() - ending.length()), 200 - ending.length())
            + ending;
  }
}
