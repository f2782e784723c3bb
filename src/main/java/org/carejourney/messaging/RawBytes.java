package org.carejourney.messaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bytes as they came in, in rows small enough that a large mail is never in memory as a whole. */
@Component
class RawBytes {

  private static final int PART = 512 * 1024;

  /** What is done with one row's bytes. */
  @FunctionalInterface
  interface PartWork<E extends Exception> {
    void take(int number, byte[] part) throws E;
  }

  private final JdbcClient jdbc;

  RawBytes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Cuts a stream into the parts that make a row each; an empty stream has none. */
  static <E extends Exception> void forEachPart(InputStream bytes, PartWork<E> work)
      throws IOException, E {
    int number = 0;
    for (byte[] part = bytes.readNBytes(PART); part.length > 0; part = bytes.readNBytes(PART)) {
      work.take(number++, part);
    }
  }

  /** Writes the bytes of a new message, in the caller's transaction. */
  void write(String inboundId, InputStream bytes) {
    try {
      forEachPart(
          bytes,
          (number, part) ->
              jdbc.sql("insert into inbound_raw (inbound_id, part, content) values (?, ?, ?)")
                  .params(inboundId, number, part)
                  .update());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes, read row by row; empty when there are none, or no more. */
  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing else
  InputStream open(String inboundId) {
    return new SequenceInputStream(
        new Enumeration<>() {
          private int number;
          private Optional<byte[]> next = part(inboundId, 0);

          @Override
          public boolean hasMoreElements() {
            return next.isPresent();
          }

          @Override
          public InputStream nextElement() {
            byte[] part = next.orElseThrow(NoSuchElementException::new);
            // What is not full is the last: most messages are read with one question.
            next = part.length < PART ? Optional.empty() : part(inboundId, ++number);
            return new ByteArrayInputStream(part);
          }
        });
  }

  /** Whether there are any. */
  boolean kept(String inboundId) {
    return jdbc.sql("select count(*) from inbound_raw where inbound_id = ? and part = 0")
            .param(inboundId)
            .query(Integer.class)
            .single()
        > 0;
  }

  private Optional<byte[]> part(String inboundId, int number) {
    return jdbc.sql("select content from inbound_raw where inbound_id = ? and part = ?")
        .params(inboundId, number)
        .query(byte[].class)
        .optional();
  }
}
