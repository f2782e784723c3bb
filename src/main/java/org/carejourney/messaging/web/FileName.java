package org.carejourney.messaging.web;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file name from somebody we do not know, made harmless: one name in one folder, on every system,
 * that reads as it is spelled.
 *
 * @param value never empty
 */
record FileName(String value) {

  private static final int LONGEST = 120;
  private static final int LONGEST_ENDING = 12;

  /** Controls, direction marks, line ends, and characters without a meaning. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

  private static final Pattern SPECIAL = Pattern.compile("[\\\\/:*?\"<>|%;]+");
  private static final Pattern EDGES = Pattern.compile("^[\\s.~_-]+|[\\s.]+$");

  /** Windows takes these for devices, whatever their ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

  private static final String UNRESERVED = "!#$&+-.^_`|~";

  static FileName of(String said) {
    String seen = UNSEEN.matcher(said).replaceAll("");
    String plain = EDGES.matcher(SPECIAL.matcher(seen).replaceAll("_")).replaceAll("");
    String name = plain.isEmpty() ? "attachment" : fit(plain.replaceAll("\\s+", " "));
    return new FileName(DEVICE.matcher(name).matches() ? "file-" + name : name);
  }

  /** Cut in the middle: the ending says what it is. */
  private static String fit(String name) {
    if (name.codePointCount(0, name.length()) <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 && name.length() - dot <= LONGEST_ENDING ? name.substring(dot) : "";
    return name.substring(0, name.offsetByCodePoints(0, LONGEST - ending.length())) + ending;
  }

  /** The header {@code Content-Disposition} (RFC 6266), for old readers in ASCII too (RFC 8187). */
  String asAttachment() {
    String ascii = value.replaceAll("[^\\x20-\\x7E]+", "_");
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s".formatted(ascii, encoded());
  }

  private String encoded() {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
