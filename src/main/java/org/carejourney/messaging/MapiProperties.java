package org.carejourney.messaging;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/** The properties in a {@code winmail.dat} (MS-OXTNEF 2.1.3.4, MS-OXPROPS) that a reader wants. */
final class MapiProperties {

  private static final int NAMED = 0x8000;
  private static final int MANY = 0x1000;
  private static final int NUMBER = 0x0003;
  private static final int ISO = 28_590;
  private static final int STRING_8 = 0x001E;
  private static final int UNICODE = 0x001F;
  private static final int BINARY = 0x0102;
  private static final int OBJECT = 0x000D;

  private final ByteBuffer bytes;
  private final String charset;
  private @Nullable String text;
  private @Nullable String html;
  private byte @Nullable [] htmlBytes;
  private @Nullable String htmlCharset;
  private boolean rich;
  private @Nullable String fileName;
  private @Nullable String type;

  private MapiProperties(byte[] bytes, String charset) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.charset = charset;
  }

  /** Reads them as far as they can be read. */
  static MapiProperties of(byte[] bytes, String charset) {
    MapiProperties properties = new MapiProperties(bytes, charset);
    try {
      int count = properties.bytes.getInt();
      for (int i = 0; i < count && properties.bytes.hasRemaining(); i++) {
        properties.readOne();
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // What was read before stands.
    }
    return properties;
  }

  @Nullable String text() {
    return text;
  }

  /** By the code page that it names for itself: that of the mail is mostly another. */
  @Nullable String html() {
    if (htmlBytes == null) {
      return html;
    }
    String inItself = Decoding.charsetOfHtml(htmlBytes);
    String named = htmlCharset == null ? inItself : htmlCharset;
    return text(htmlBytes, named == null ? charset : named);
  }

  /** Whether there are words as compressed rich text, which we do not read. */
  boolean rich() {
    return rich;
  }

  @Nullable String fileName() {
    return fileName;
  }

  @Nullable String type() {
    return type;
  }

  /** A text that ends at its first zero, as some do. */
  static String text(byte[] bytes, String charset) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return Decoding.text(Arrays.copyOf(bytes, length), charset);
  }

  /** The name of one of Microsoft's code pages. */
  static String charset(int codePage) {
    if (codePage > ISO && codePage <= ISO + 16) {
      return "iso-8859-" + (codePage - ISO);
    }
    return codePage == 65_001 ? "utf-8" : "cp" + codePage;
  }

  private void readOne() {
    int kind = Short.toUnsignedInt(bytes.getShort());
    int id = Short.toUnsignedInt(bytes.getShort());
    if (id >= NAMED) {
      skip(16);
      if (bytes.getInt() == 0) {
        skip(4);
      } else {
        value();
      }
    }
    boolean many = (kind & MANY) != 0;
    int base = kind & ~MANY;
    boolean counted =
        many || base == STRING_8 || base == UNICODE || base == BINARY || base == OBJECT;
    int values = counted ? bytes.getInt() : 1;
    for (int i = 0; i < values; i++) {
      switch (base) {
        case STRING_8, UNICODE, BINARY -> take(id, base, value());
        case OBJECT -> value();
        case NUMBER -> take(id, bytes.getInt());
        default -> skip(size(base));
      }
    }
  }

  private static int size(int base) {
    return switch (base) {
      case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040 -> 8;
      case 0x0048 -> 16;
      case 0x0002, 0x0004, 0x000A, 0x000B -> 4;
      default -> throw new IllegalArgumentException("unknown type");
    };
  }

  private byte[] value() {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    bytes.get(value);
    skip(Math.min((4 - length % 4) % 4, bytes.remaining()));
    return value;
  }

  private void skip(int count) {
    bytes.position(bytes.position() + count);
  }

  private void take(int id, int number) {
    if (id == 0x3FDE) {
      htmlCharset = charset(number);
    }
  }

  private void take(int id, int base, byte[] value) {
    String said =
        base == UNICODE
            ? Text.clean(new String(value, StandardCharsets.UTF_16LE).replaceFirst("\u0000+$", ""))
            : text(value, charset);
    switch (id) {
      case 0x1000 -> text = said;
      case 0x1009 -> rich = true;
      case 0x1013 -> {
        html = said;
        htmlBytes = base == UNICODE ? null : value;
      }
      case 0x3707 -> fileName = said;
      case 0x3704 -> fileName = fileName == null ? said : fileName;
      case 0x370E -> type = said;
      default -> {}
    }
  }
}
