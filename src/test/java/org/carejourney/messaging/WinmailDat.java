package org.carejourney.messaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A {@code winmail.dat} as Exchange writes it (MS-OXTNEF), put together piece by piece. */
final class WinmailDat {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  WinmailDat() {
    bytes.writeBytes(little(4, 0x223E9F78));
    bytes.writeBytes(little(2, 1));
    attribute(1, 0x00089006, little(4, 0x00010000));
    attribute(1, 0x00069007, little(8, 1252));
  }

  WinmailDat says(String words) {
    return attribute(1, 0x0002800C, (words + "\0").getBytes(Charset.forName("windows-1252")));
  }

  /** Numbers and named properties stand before the words, as in real ones. */
  WinmailDat looks(String html) {
    ByteArrayOutputStream properties = new ByteArrayOutputStream();
    properties.writeBytes(little(4, 4));
    properties.writeBytes(little(4, 0x0002000B));
    properties.writeBytes(little(4, 1));
    properties.writeBytes(little(4, 0x80EF0005));
    properties.writeBytes(new byte[16]);
    properties.writeBytes(little(4, 1));
    properties.writeBytes(little(4, 6));
    properties.writeBytes("x\0y\0\0\0".getBytes(StandardCharsets.US_ASCII));
    properties.writeBytes(new byte[2]);
    properties.writeBytes(little(8, 7));
    properties.writeBytes(little(4, 0x0E060040));
    properties.writeBytes(little(8, 7));
    text(properties, 0x1013001F, html);
    return attribute(1, 0x00069003, properties.toByteArray());
  }

  /** As bytes, in a code page of its own. */
  WinmailDat looks(String html, int codePage, Charset charset) {
    ByteArrayOutputStream properties = new ByteArrayOutputStream();
    byte[] value = html.getBytes(charset);
    properties.writeBytes(little(4, 2));
    properties.writeBytes(little(4, 0x10130102));
    properties.writeBytes(little(4, 1));
    properties.writeBytes(little(4, value.length));
    properties.writeBytes(value);
    properties.writeBytes(new byte[(4 - value.length % 4) % 4]);
    properties.writeBytes(little(4, 0x3FDE0003));
    properties.writeBytes(little(4, codePage));
    return attribute(1, 0x00069003, properties.toByteArray());
  }

  /** Words in compressed rich text only, as Exchange writes them beside the plain ones. */
  WinmailDat isRich() {
    ByteArrayOutputStream properties = new ByteArrayOutputStream();
    properties.writeBytes(little(4, 1));
    properties.writeBytes(little(4, 0x10090102));
    properties.writeBytes(little(4, 1));
    properties.writeBytes(little(4, 4));
    properties.writeBytes(new byte[4]);
    return attribute(1, 0x00069003, properties.toByteArray());
  }

  WinmailDat brings(String shortName, String longName, String type, byte[] content) {
    attribute(2, 0x00069002, new byte[14]);
    attribute(2, 0x00018010, (shortName + "\0").getBytes(StandardCharsets.US_ASCII));
    if (content != null) {
      attribute(2, 0x0006800F, content);
    }
    ByteArrayOutputStream properties = new ByteArrayOutputStream();
    properties.writeBytes(little(4, 2));
    text(properties, 0x370E001F, type);
    text(properties, 0x3707001F, longName);
    return attribute(2, 0x00069005, properties.toByteArray());
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  private static void text(ByteArrayOutputStream properties, int tag, String text) {
    byte[] value = (text + "\0").getBytes(StandardCharsets.UTF_16LE);
    properties.writeBytes(little(4, tag));
    properties.writeBytes(little(4, 1));
    properties.writeBytes(little(4, value.length));
    properties.writeBytes(value);
    properties.writeBytes(new byte[(4 - value.length % 4) % 4]);
  }

  private WinmailDat attribute(int level, int id, byte[] data) {
    int sum = 0;
    for (byte one : data) {
      sum += one & 0xFF;
    }
    bytes.write(level);
    bytes.writeBytes(little(4, id));
    bytes.writeBytes(little(4, data.length));
    bytes.writeBytes(data);
    bytes.writeBytes(little(2, sum));
    return this;
  }

  private static byte[] little(int size, long value) {
    byte[] eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return java.util.Arrays.copyOf(eight, size);
  }
}
