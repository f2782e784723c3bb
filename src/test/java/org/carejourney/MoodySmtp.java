package org.carejourney;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in the door of a real SMTP server and passes everything on, but for recipients it was told
 * to be moody about: those get its own reply instead.
 */
public final class MoodySmtp {

  private static final String LOST = "lost";
  private static final String GONE = "gone";
  private static final String SLOW = "slow ";

  private final ServerSocket door;
  private final int behind;
  private final AtomicInteger visits = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile boolean closed;
  private final Map<String, String> replies = new ConcurrentHashMap<>();
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final Map<String, String> senders = new ConcurrentHashMap<>();

  MoodySmtp(int behind) {
    this.behind = behind;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    run("moody-smtp", this::open);
  }

  int port() {
    return door.getLocalPort();
  }

  /**
   * From now on a recipient gets this reply, such as {@code 451 Try later}; "hang" says nothing,
   * "gone" hangs up when the letter begins, "lost" takes the letter, but the line breaks before
   * anybody hears so, and "slow" before a reply takes a second over it.
   */
  public void answer(String recipient, String reply) {
    replies.put(recipient, reply);
  }

  /** The recipient is welcome again. */
  public void welcome(String recipient) {
    replies.remove(recipient);
  }

  /**
   * Everybody is. A test that leaves somebody hanging makes each later one wait that sets the clock
   * forward: the house tries for days.
   */
  public void welcomeEverybody() {
    replies.clear();
  }

  /** Whether everybody is turned away in the door. */
  public void closed(boolean now) {
    closed = now;
  }

  /** How often somebody came to the door. */
  public int visits() {
    return visits.get();
  }

  /** How often the line broke over a letter. */
  public int broken() {
    return broken.get();
  }

  /** How often somebody wanted to deliver to a recipient. */
  public int attempts(String recipient) {
    return attempts.getOrDefault(recipient, 0);
  }

  /** Where the last mail to a recipient comes back to. */
  public String sender(String recipient) {
    return senders.get(recipient);
  }

  private void open() {
    while (true) {
      try {
        Socket caller = door.accept();
        visits.incrementAndGet();
        if (closed) {
          caller.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        run("moody-smtp-back", () -> back(server, caller));
        run("moody-smtp-on", () -> on(caller, server));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void back(Socket server, Socket caller) {
    try (server;
        caller) {
      server.getInputStream().transferTo(caller.getOutputStream());
    } catch (IOException e) {
      // One of the two hung up.
    }
  }

  private void on(Socket caller, Socket server) {
    try (server;
        caller;
        var in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1))) {
      boolean breaks = false;
      boolean leaves = false;
      String sender = "";
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.toUpperCase(Locale.ROOT).startsWith("MAIL FROM:")) {
          sender = address(line);
        }
        String reply = reply(line, sender);
        if ("hang".equals(reply)) {
          Thread.sleep(60_000);
        }
        if (reply != null && reply.startsWith(SLOW)) {
          Thread.sleep(1_000);
          reply = reply.substring(SLOW.length());
        }
        breaks |= LOST.equals(reply);
        leaves |= GONE.equals(reply);
        if (leaves && line.equalsIgnoreCase("DATA")) {
          broken.incrementAndGet();
          return;
        }
        if (breaks && line.equals(".")) {
          broken.incrementAndGet();
          caller.shutdownOutput();
        }
        boolean passes = reply == null || LOST.equals(reply) || GONE.equals(reply);
        say(passes ? server.getOutputStream() : caller.getOutputStream(), passes ? line : reply);
      }
    } catch (IOException | InterruptedException e) {
      // One of the two hung up.
    }
  }

  private String reply(String line, String sender) {
    if (!line.toUpperCase(Locale.ROOT).startsWith("RCPT TO:")) {
      return null;
    }
    String recipient = address(line);
    attempts.merge(recipient, 1, Integer::sum);
    senders.put(recipient, sender);
    return replies.get(recipient);
  }

  private static String address(String line) {
    return line.replaceAll(".*<(.*)>.*", "$1");
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
