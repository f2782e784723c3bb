package org.carejourney.messaging;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a web form as they were sent, byte by byte: {@code multipart/form-data} (RFC 7578)
 * or {@code application/x-www-form-urlencoded}. Nothing of it is in memory as a whole, and what
 * nobody fills in by hand is not taken apart.
 */
final class FormBody {

  private static final int MOST_FIELDS = 1_000;
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TEXT = 4 * 1024;

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile(
          "(?im)^content-disposition:\\s*form-data\\b.*?;\\s*name=(?:\"([^\"]*)\"|([^\\s;\"]+))");

  /** It is no such form. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String reason) {
      super(reason);
    }
  }

  /** Where a field's value is, from its first byte to before the next. */
  private record Range(long start, long end) {}

  private final Spool body;
  private final boolean encoded;
  private final Map<String, Range> fields = new HashMap<>();
  private int found;

  private FormBody(Spool body, boolean encoded) {
    this.body = body;
    this.encoded = encoded;
  }

  /**
   * Finds the fields; of two with one name the first counts.
   *
   * @param contentType of the request
   */
  static FormBody of(Spool body, @Nullable String contentType) throws IOException, Malformed {
    String type = contentType == null ? "" : contentType.strip();
    Matcher multipart = BOUNDARY.matcher(type);
    FormBody form = new FormBody(body, !multipart.matches());
    if (!form.encoded) {
      String boundary = multipart.group(1) == null ? multipart.group(2) : multipart.group(1);
      form.findParts("\r\n--" + boundary);
    } else if (type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33)) {
      form.findPairs();
    } else {
      throw new Malformed("It is no form");
    }
    return form;
  }

  /** A short field as text; empty when there is none. */
  String text(String name) throws IOException {
    InputStream value = open(name);
    return value == null
        ? ""
        : new String(value.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8).strip();
  }

  /** The bytes of a field, or null when there is none. */
  @Nullable InputStream open(String name) throws IOException {
    Range range = fields.get(name);
    if (range == null) {
      return null;
    }
    InputStream value = body.open(range.start(), range.end());
    return encoded ? new Decoded(new BufferedInputStream(value)) : value;
  }

  /** Also those of one name, and of none: each of them takes its time. */
  private void count() throws Malformed {
    if (++found > MOST_FIELDS) {
      throw new Malformed("It has more than %d fields".formatted(MOST_FIELDS));
    }
  }

  private void findParts(String limit) throws IOException, Malformed {
    byte[] wanted = limit.getBytes(StandardCharsets.ISO_8859_1);
    // The first limit has no line before it.
    int matched = 2;
    long part = -1;
    long at = 0;
    try (InputStream bytes = new BufferedInputStream(body.open())) {
      for (int b = bytes.read(); b >= 0; b = bytes.read()) {
        at++;
        // A limit begins with the only CR in it, so that half of one cannot hide another.
        matched = b == wanted[matched] ? matched + 1 : b == '\r' ? 1 : 0;
        if (matched == wanted.length) {
          if (part >= 0) {
            addPart(part, at - wanted.length);
          }
          part = at;
          matched = 0;
        }
      }
    }
    if (part < 0) {
      throw new Malformed("Its parts cannot be found");
    }
  }

  private void addPart(long start, long end) throws IOException, Malformed {
    count();
    String head;
    try (InputStream part = body.open(start, end)) {
      head = new String(part.readNBytes(LONGEST_HEAD), StandardCharsets.ISO_8859_1);
    }
    int blank = head.indexOf("\r\n\r\n");
    Matcher name = NAME.matcher(blank < 0 ? "" : head.substring(0, blank));
    if (name.find()) {
      long value = Math.min(start + blank + 4, end);
      fields.putIfAbsent(
          name.group(1) == null ? name.group(2) : name.group(1), new Range(value, end));
    }
  }

  private void findPairs() throws IOException, Malformed {
    long at = 0;
    long start = -1;
    StringBuilder name = new StringBuilder();
    try (InputStream bytes = new BufferedInputStream(body.open())) {
      for (int b = bytes.read(); b >= 0; b = bytes.read()) {
        at++;
        if (b == '&') {
          addPair(name, start, at - 1);
          start = -1;
        } else if (start < 0 && b == '=') {
          start = at;
        } else if (start < 0 && name.length() < LONGEST_NAME) {
          name.append((char) b);
        }
      }
    }
    addPair(name, start, at);
  }

  private void addPair(StringBuilder name, long start, long end) throws Malformed {
    if (start >= 0) {
      count();
      fields.putIfAbsent(name.toString(), new Range(start, end));
    }
    name.setLength(0);
  }

  /** Percent-encoded bytes (WHATWG URL, 5.1); what is no code stands for itself. */
  private static final class Decoded extends FilterInputStream {

    Decoded(BufferedInputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b != '%') {
        return b == '+' ? ' ' : b;
      }
      in.mark(2);
      int high = Character.digit(in.read(), 16);
      int low = high < 0 ? -1 : Character.digit(in.read(), 16);
      if (low < 0) {
        in.reset();
        return b;
      }
      return high << 4 | low;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = 0;
      while (count < length) {
        int b = read();
        if (b < 0) {
          return count == 0 ? -1 : count;
        }
        bytes[offset + count++] = (byte) b;
      }
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
