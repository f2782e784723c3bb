package org.carejourney.customer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a text of any size; a line of any length takes no more memory than a long one. */
final class Lines {

  private static final int LONGEST = 200_000;

  private final BufferedReader text;
  private final Deque<String> givenBack = new ArrayDeque<>();
  private long number;
  private boolean tooLong;
  private boolean afterReturn;

  /** A byte order mark at the beginning is passed over. */
  Lines(Reader source) throws IOException {
    text = new BufferedReader(source);
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  /** The next line without its end (LF, CR LF or CR), or null after the last. */
  @Nullable String next() throws IOException {
    tooLong = false;
    String line = givenBack.isEmpty() ? read() : givenBack.pop();
    number += line == null ? 0 : 1;
    return line;
  }

  /** The number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** Whether the line read last was cut. */
  boolean wasTooLong() {
    return tooLong;
  }

  /** Lets lines just read be read again. */
  void giveBack(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      givenBack.push(lines.get(i));
    }
    number -= lines.size();
  }

  private @Nullable String read() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = text.read();
    if (afterReturn && c == '\n') {
      c = text.read();
    }
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      tooLong |= line.length() >= LONGEST;
      if (!tooLong) {
        line.append((char) c);
      }
      c = text.read();
    }
    afterReturn = c == '\r';
    return line.toString();
  }
}
