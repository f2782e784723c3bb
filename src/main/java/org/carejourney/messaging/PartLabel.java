package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a mail says of itself (RFC 2045, 5; RFC 2183), made harmless: its type, its name,
 * and whether it is an attachment.
 */
final class PartLabel {

  private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]{1,50}/[\\w!#$&^.+-]{1,49}");

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_ENDING = 20;

  private final MimePart part;
  private final ContentType said;

  private PartLabel(MimePart part, ContentType said) {
    this.part = part;
    this.said = said;
  }

  /** Plain text when a part says nothing of its type that can be understood. */
  static PartLabel of(MimePart part) throws MessagingException {
    try {
      ContentType said = new ContentType(part.getContentType());
      return new PartLabel(part, said.getPrimaryType() == null ? plain() : said);
    } catch (ParseException e) {
      return new PartLabel(part, guessed(part));
    }
  }

  /** Of what stands there without the semicolon that belongs between type and charset. */
  private static ContentType guessed(MimePart part) throws MessagingException {
    Matcher type = TYPE.matcher(part.getContentType().strip());
    if (type.lookingAt() && !type.group().startsWith("multipart/")) {
      String[] said = type.group().split("/", 2);
      return new ContentType(said[0], said[1], null);
    }
    return isAttached(part) ? new ContentType("application", "octet-stream", null) : plain();
  }

  private static ContentType plain() {
    return new ContentType("text", "plain", null);
  }

  /** Whether it is of a type such as {@code text/html}, or of a family such as {@code text/*}. */
  boolean is(String type) {
    return said.match(type);
  }

  /** Its type without parameters; {@code application/octet-stream} for what is none. */
  String type() {
    return type(said.getBaseType());
  }

  /** The same for what something says of itself, or null. */
  static String type(@Nullable String said) {
    String base = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
    return TYPE.matcher(base).matches() ? base : "application/octet-stream";
  }

  /** Whether it calls itself a {@code winmail.dat}; see {@link Tnef}. */
  boolean isTnef() throws MessagingException {
    return is("application/ms-tnef")
        || is("application/vnd.ms-tnef")
        || "winmail.dat".equalsIgnoreCase(name());
  }

  /** As named, or null. */
  @Nullable String charset() {
    return said.getParameter("charset");
  }

  /** Whether its lines are broken for the way only; see {@link FlowedText}. */
  boolean isFlowed() {
    return "flowed".equalsIgnoreCase(said.getParameter("format"));
  }

  /** Whether the space where such a line goes on is none of its own. */
  boolean isJoinedWithoutSpace() {
    return "yes".equalsIgnoreCase(said.getParameter("delsp"));
  }

  /** As named by a mail system's report, or null. */
  @Nullable String reportType() {
    return said.getParameter("report-type");
  }

  boolean isAttached() throws MessagingException {
    return isAttached(part);
  }

  private static boolean isAttached(MimePart part) throws MessagingException {
    String[] disposition = part.getHeader("Content-Disposition");
    return disposition != null
        && disposition[0].strip().toLowerCase(Locale.ROOT).startsWith("attachment");
  }

  /** As the sender calls it, or null. */
  @Nullable String name() throws MessagingException {
    String name = null;
    try {
      name = part.getFileName();
    } catch (ParseException e) {
      // Nobody knows then.
    }
    name = name == null ? said.getParameter("name") : name;
    return name == null ? null : Text.orNull(Decoding.header(name));
  }

  /**
   * A name that is safe as a file's in a list and as a download on every system.
   *
   * @param number names what has no name, from 1
   */
  String fileName(int number) throws MessagingException {
    return fileName(name(), number, type());
  }

  /** The same for what is called so, or null. */
  static String fileName(@Nullable String called, int number, String type) {
    String name = called == null ? "" : called;
    name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    name = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}<>:\"|?*]+", "_").strip();
    // Cut before its edges are looked at, which takes the square of its length.
    name = cut(name).replaceAll("^\\.+|[. ]+$", "");
    return name.isEmpty()
        ? "attachment-" + number + (type.equals("message/rfc822") ? ".eml" : "")
        : name;
  }

  /** In the middle: the ending says what it is. */
  private static String cut(String name) {
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
    return Text.fit(
            name.substring(0, name.length() - ending.length()), LONGEST_NAME - ending.length())
        + ending;
  }
}
