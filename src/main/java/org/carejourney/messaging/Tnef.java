package org.carejourney.messaging;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code winmail.dat}: what Outlook and Exchange put a mail's files and words into (MS-OXTNEF).
 * Read from front to back, and of the files only their sizes: a large one is never in memory.
 */
final class Tnef {

  private static final int SIGNATURE = 0x223E9F78;
  private static final int OF_ATTACHMENT = 2;
  private static final int ATTACHMENT_BEGINS = 0x9002;
  private static final int ATTACHMENT_TITLE = 0x8010;
  private static final int ATTACHMENT_DATA = 0x800F;
  private static final int ATTACHMENT_PROPERTIES = 0x9005;
  private static final int CODE_PAGE = 0x9007;
  private static final int BODY = 0x800C;
  private static final int PROPERTIES = 0x9003;

  private static final int LONGEST = 4 * 1024 * 1024;
  private static final int MOST_FILES = 500;

  /**
   * A file in it.
   *
   * @param name as it is called, or null
   * @param type as it says, or null
   * @param size in bytes; -1 when it is something of Microsoft's own and no file
   */
  record Packed(@Nullable String name, @Nullable String type, long size) {}

  private final InputStream bytes;
  private final List<Packed> files = new ArrayList<>();
  private String charset = "windows-1252";
  private @Nullable String text;
  private @Nullable String html;
  private boolean rich;
  private boolean whole = true;

  private Tnef(InputStream bytes) {
    this.bytes = new BufferedInputStream(bytes);
  }

  /**
   * Reads all of it but the bytes of its files.
   *
   * @throws IOException when it is none; one that breaks off is read as far as it goes
   */
  static Tnef of(InputStream bytes) throws IOException {
    Tnef tnef = new Tnef(bytes);
    tnef.begin();
    try {
      tnef.readAll();
    } catch (EOFException e) {
      tnef.whole = false;
    }
    return tnef;
  }

  /**
   * The bytes of a file.
   *
   * @param number from 0
   */
  static InputStream file(InputStream bytes, int number) throws IOException {
    Tnef tnef = new Tnef(bytes);
    tnef.begin();
    int at = -1;
    while (tnef.bytes.read() >= 0) {
      int id = tnef.number() & 0xFFFF;
      long length = tnef.length();
      at += id == ATTACHMENT_BEGINS ? 1 : 0;
      if (at == number && id == ATTACHMENT_DATA) {
        return new Limited(tnef.bytes, length);
      }
      tnef.bytes.skipNBytes(length + 2);
    }
    throw new EOFException("no such file");
  }

  List<Packed> files() {
    return List.copyOf(files);
  }

  /** The words of the mail, or null. */
  @Nullable String text() {
    return text;
  }

  /** The words as html, not made safe, or null. */
  @Nullable String html() {
    return html;
  }

  /** Whether its words are there as rich text only, which we do not read. */
  boolean rich() {
    return rich && text == null && html == null;
  }

  /** Whether everything in it that a reader may want was found: files, and nothing but files. */
  boolean whole() {
    return whole && files.stream().noneMatch(file -> file.size() < 0);
  }

  private void begin() throws IOException {
    if (number() != SIGNATURE) {
      throw new IOException("no winmail.dat");
    }
    bytes.skipNBytes(2);
  }

  private void readAll() throws IOException {
    for (int level = bytes.read(); level >= 0; level = bytes.read()) {
      int id = number() & 0xFFFF;
      long length = length();
      if (id == ATTACHMENT_BEGINS && files.size() == MOST_FILES) {
        whole = false;
        return;
      }
      if (id == ATTACHMENT_BEGINS) {
        files.add(new Packed(null, null, -1));
      }
      if (id == ATTACHMENT_DATA) {
        bytes.skipNBytes(length);
        put(null, null, length);
      } else if (length > LONGEST) {
        bytes.skipNBytes(length);
      } else {
        take(level, id, bytes.readNBytes((int) length));
      }
      // A checksum, which some writers do not get right.
      bytes.skipNBytes(2);
    }
  }

  private void take(int level, int id, byte[] data) {
    switch (id) {
      case CODE_PAGE -> charset = data.length < 4 ? charset : MapiProperties.charset(little(data));
      case BODY -> text = level == OF_ATTACHMENT ? text : MapiProperties.text(data, charset);
      case PROPERTIES -> {
        MapiProperties properties = MapiProperties.of(data, charset);
        text = properties.text() == null ? text : properties.text();
        html = properties.html();
        rich = properties.rich();
      }
      case ATTACHMENT_TITLE -> put(MapiProperties.text(data, charset), null, -1);
      case ATTACHMENT_PROPERTIES -> {
        MapiProperties properties = MapiProperties.of(data, charset);
        put(properties.fileName(), properties.type(), -1);
      }
      default -> {}
    }
  }

  /** Adds to the file that was begun last what is known by now; the later name is the longer. */
  private void put(@Nullable String name, @Nullable String type, long size) {
    if (files.isEmpty()) {
      whole = false;
      return;
    }
    Packed known = files.remove(files.size() - 1);
    files.add(
        new Packed(
            name == null || name.isBlank() ? known.name() : name,
            type == null || type.isBlank() ? known.type() : type,
            known.size() < 0 ? size : known.size()));
  }

  private int number() throws IOException {
    byte[] four = bytes.readNBytes(4);
    if (four.length < 4) {
      throw new EOFException("breaks off");
    }
    return little(four);
  }

  private long length() throws IOException {
    return Integer.toUnsignedLong(number());
  }

  private static int little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static final class Limited extends FilterInputStream {

    private long left;

    Limited(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      int b = left <= 0 ? -1 : in.read();
      left -= b < 0 ? left : 1;
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int read = left <= 0 ? -1 : in.read(bytes, offset, (int) Math.min(length, left));
      left -= read < 0 ? left : read;
      return read;
    }
  }
}
