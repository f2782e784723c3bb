package org.carejourney.messaging;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carejourney.messaging.ReadMail.Report;
import org.carejourney.messaging.ReadMail.Returned;
import org.jspecify.annotations.Nullable;

/**
 * What a mail system tells of a mail that it reports about (RFC 6522, RFC 3464, RFC 5965), and of
 * which mails it gives something back; gathered while the parts are read.
 */
final class MailReport {

  private static final int GLANCE = 64 * 1024;
  private static final int MOST_BLOCKS = 200;
  private static final int LONGEST_VALUE = 2_000;

  private static final List<String> FIELDS =
      List.of(
          "message/delivery-status", "message/global-delivery-status", "message/feedback-report");

  /** Parts that tell what a report is of, where it does not say. */
  private static final List<String> KINDS =
      List.of("message/feedback-report", "message/disposition-notification");

  private static final List<String> MAILS =
      List.of("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers");

  private static final Pattern BLANK_LINE = Pattern.compile("\n[ \\t]*\n");
  private static final Pattern FOLD = Pattern.compile("\n[ \\t]+");
  private static final Pattern FIELD =
      Pattern.compile("(?m)^([\\w-]{1,60})[ \\t]*:[ \\t]*([^\\n]*)");

  private final Set<String> ids = new LinkedHashSet<>();
  private final Set<String> recipients = new LinkedHashSet<>();
  private final Set<String> answersTo = new LinkedHashSet<>();
  private final List<Map<String, String>> blocks = new ArrayList<>();
  private @Nullable String type;
  private boolean unnamed;

  /** Null where the mail is no report. */
  @Nullable Report told() {
    return type == null ? null : new Report(type, List.copyOf(blocks));
  }

  /** What came back in it, be it a report or not. */
  Returned returned() {
    return new Returned(List.copyOf(ids), List.copyOf(recipients), List.copyOf(answersTo));
  }

  /** What comes after a part that says so belongs to a report. */
  void begin(PartLabel label) {
    if (type == null && label.is("multipart/report")) {
      String said = label.reportType();
      unnamed = said == null;
      type = said == null ? "delivery-status" : said.strip().toLowerCase(Locale.ROOT);
    }
  }

  /** A glance at a part; false when it is of a report, but damaged. */
  boolean read(MimePart part, PartLabel label) {
    if (unnamed && KINDS.contains(label.type())) {
      type = label.type().replace("message/", "");
    }
    boolean fields = type != null && FIELDS.contains(label.type());
    boolean mail = MAILS.contains(label.type());
    if (!fields && !mail) {
      return true;
    }
    try (InputStream content = MailParts.content(part)) {
      String text = Decoding.text(content.readNBytes(GLANCE), null).replace("\r\n", "\n");
      if (fields) {
        BLANK_LINE
            .splitAsStream(text)
            .limit(MOST_BLOCKS)
            .map(MailReport::fields)
            .forEach(this::add);
      } else {
        cameBack(fields(BLANK_LINE.split(text.stripLeading(), 2)[0]));
      }
      return true;
    } catch (MessagingException | IOException e) {
      return type == null;
    }
  }

  private void add(Map<String, String> block) {
    if (!block.isEmpty()) {
      blocks.add(block);
    }
  }

  private void cameBack(Map<String, String> headers) {
    MailIds.in(headers.getOrDefault("message-id", "")).findFirst().ifPresent(ids::add);
    addresses(headers, "to").forEach(recipients::add);
    addresses(headers, "reply-to").forEach(answersTo::add);
    addresses(headers, "return-path").forEach(answersTo::add);
  }

  private static Stream<String> addresses(Map<String, String> headers, String name) {
    return MailReader.ADDRESS
        .matcher(headers.getOrDefault(name, ""))
        .results()
        .map(MatchResult::group);
  }

  /** The first value of each field, by its name in small letters. */
  private static Map<String, String> fields(String block) {
    Map<String, String> fields = new HashMap<>();
    FIELD
        .matcher(FOLD.matcher(block).replaceAll(" "))
        .results()
        .forEach(
            field -> {
              String value = field.group(2).strip();
              fields.putIfAbsent(
                  field.group(1).toLowerCase(Locale.ROOT),
                  value.substring(0, Math.min(value.length(), LONGEST_VALUE)));
            });
    return fields;
  }
}
