package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.carejourney.messaging.ReadMail.Report;
import org.jspecify.annotations.Nullable;

/**
 * What a mail system tells of a mail that it reports about (RFC 6522, RFC 3464); gathered while the
 * parts are read, and nothing where the mail is no report.
 */
final class MailReport {

  private static final int GLANCE = 64 * 1024;

  private static final Pattern FIELD =
      Pattern.compile("(?im)^(action|status)\\s*:[ \\t]*([\\w.-]{1,40})");
  private static final Pattern RETURNED_ID =
      Pattern.compile("(?im)^message-id\\s*:\\s*(<[^<>\\s]{1,998}>)");

  private final Set<String> returned = new LinkedHashSet<>();
  private @Nullable String type;
  private String action = "";
  private String status = "";

  /** Null where the mail is no report. */
  @Nullable Report told() {
    return type == null ? null : new Report(type, action, status);
  }

  /** Ids of mails that came back in this one. */
  Set<String> returned() {
    return returned;
  }

  /** What comes after a part that says so belongs to a report. */
  void begin(PartLabel label) {
    if (type == null && label.is("multipart/report")) {
      String said = label.reportType();
      type = said == null ? "delivery-status" : said.strip().toLowerCase(Locale.ROOT);
    }
  }

  /** A glance at a part; false when it is of a report, but damaged. */
  boolean read(MimePart part, PartLabel label) {
    boolean fields = label.is("message/delivery-status");
    boolean mail = label.is("message/rfc822") || label.is("text/rfc822-headers");
    if (type == null || (!fields && !mail)) {
      return true;
    }
    try (InputStream content = MailParts.content(part)) {
      String text = new String(content.readNBytes(GLANCE), StandardCharsets.ISO_8859_1);
      if (fields) {
        FIELD.matcher(text).results().forEach(this::reported);
      } else {
        RETURNED_ID
            .matcher(text)
            .results()
            .flatMap(id -> MailIds.in(id.group(1)))
            .findFirst()
            .ifPresent(returned::add);
      }
      return true;
    } catch (MessagingException | IOException e) {
      return false;
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
}
