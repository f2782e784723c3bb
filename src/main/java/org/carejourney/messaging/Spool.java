package org.carejourney.messaging;

import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of which nobody knows yet how many there are, to be read several times: few in memory, more
 * in a file that has no name, so that nothing of it stays when the process dies.
 */
final class Spool implements Closeable {

  private static final int IN_MEMORY = 1024 * 1024;

  /** Small, since every part of a mail has its own. */
  private static final int BUFFER = 2 * 1024;

  /** More came than is taken. */
  static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    TooLarge(long most) {
      super("more than %d bytes".formatted(most));
    }
  }

  private final byte @Nullable [] bytes;
  private final @Nullable FileChannel file;
  private final long size;
  private final String sha256;

  private Spool(byte @Nullable [] bytes, @Nullable FileChannel file, long size, String sha256) {
    this.bytes = bytes;
    this.file = file;
    this.size = size;
    this.sha256 = sha256;
  }

  /**
   * Reads a stream to its end.
   *
   * @throws TooLarge when it has more than so many bytes
   */
  static Spool of(InputStream stream, long most) throws IOException {
    MessageDigest digest = sha256();
    var counted = new DigestInputStream(stream, digest);
    byte[] first = counted.readNBytes(IN_MEMORY);
    if (first.length < IN_MEMORY) {
      return new Spool(first, null, first.length, HexFormat.of().formatHex(digest.digest()));
    }
    FileChannel file = unnamedFile();
    try {
      write(file, first, first.length);
      long size = first.length;
      byte[] more = new byte[64 * 1024];
      for (int read = counted.read(more); read >= 0; read = counted.read(more)) {
        size += read;
        if (size > most) {
          throw new TooLarge(most);
        }
        write(file, more, read);
      }
      return new Spool(null, file, size, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FileChannel unnamedFile() throws IOException {
    return FileChannel.open(
        Files.createTempFile("care", null),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static void write(FileChannel file, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  long size() {
    return size;
  }

  /** Of all bytes, in hexadecimal digits. */
  String fingerprint() {
    return sha256;
  }

  /** A new stream of all bytes that mail parsers can take parts from without copying them. */
  InputStream open() {
    return open(0, size);
  }

  /** A new stream of the bytes from one place to before another. */
  InputStream open(long start, long end) {
    return file == null
        ? new SharedByteArrayInputStream(bytes, (int) start, (int) (end - start))
        : new SharedFileStream(file, start, end);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private static final class SharedFileStream extends BufferedInputStream
      implements jakarta.mail.internet.SharedInputStream {

    private final FileChannel file;
    private final Range range;

    SharedFileStream(FileChannel file, long start, long end) {
      this(file, new Range(file, start, end));
    }

    private SharedFileStream(FileChannel file, Range range) {
      super(range, BUFFER);
      this.file = file;
      this.range = range;
    }

    @Override
    public synchronized long getPosition() {
      return range.at - range.start - (count - pos);
    }

    @Override
    public InputStream newStream(long start, long end) {
      return new SharedFileStream(
          file, range.start + start, end < 0 ? range.end : range.start + end);
    }
  }

  private static final class Range extends InputStream {

    private final FileChannel file;
    private final long start;
    private final long end;
    private long at;

    Range(FileChannel file, long start, long end) {
      this.file = file;
      this.start = start;
      this.end = end;
      this.at = start;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      int most = (int) Math.min(length, end - at);
      int read = most <= 0 ? -1 : file.read(ByteBuffer.wrap(bytes, offset, most), at);
      at += Math.max(read, 0);
      return read;
    }
  }
}
