package org.carejourney.benchmark;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Takes every mail as fast as it is told, and remembers which and for whom. */
final class MailServer implements AutoCloseable {

  private static final String ID = "Message-ID: ";
  private static final String TO = "RCPT TO:";

  private final ServerSocket door;
  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicInteger hung = new AtomicInteger();
  private volatile boolean hangs;

  MailServer() throws IOException {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  /** How many mails were taken. */
  long taken() {
    return taken.get();
  }

  /** How many mails came more than once, by their Message-ID. */
  long twice() {
    return times.values().stream().filter(count -> count > 1).count();
  }

  /** When the first mail for a recipient was taken, as {@link System#nanoTime}; 0 for not yet. */
  long arrival(String recipient) {
    return arrivals.getOrDefault(recipient, 0L);
  }

  /** From now on no mail is taken, and none is refused. */
  void hang() {
    hangs = true;
  }

  /** How many mails were left hanging. */
  int hung() {
    return hung.get();
  }

  private static void pause() {
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        caller.setTcpNoDelay(true);
        daemon(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      converse(
          new BufferedReader(
              new InputStreamReader(
                  new BufferedInputStream(caller.getInputStream()), StandardCharsets.ISO_8859_1)),
          caller.getOutputStream());
    } catch (IOException e) {
      // The other side hung up.
    }
  }

  private void converse(BufferedReader in, OutputStream out) throws IOException {
    say(out, "220 here");
    String recipient = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.substring(0, Math.min(4, line.length()));
      switch (word) {
        case "EHLO", "HELO" -> say(out, "250 here");
        case "RCPT" -> {
          recipient = line.substring(TO.length()).replaceAll("[<>]| .*", "");
          say(out, "250 fine");
        }
        case "DATA" -> {
          say(out, "354 go on");
          if (hangs) {
            hung.incrementAndGet();
            pause();
          }
          take(recipient, in);
          say(out, "250 taken");
        }
        case "QUIT" -> {
          say(out, "221 bye");
          return;
        }
        default -> say(out, "250 fine");
      }
    }
  }

  private void take(String recipient, BufferedReader in) throws IOException {
    String id = "";
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("broken off");
      }
      if (id.isEmpty() && line.startsWith(ID)) {
        id = line.substring(ID.length());
      }
    }
    times.merge(id, 1, Integer::sum);
    arrivals.putIfAbsent(recipient, System.nanoTime());
    taken.incrementAndGet();
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "mail-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
