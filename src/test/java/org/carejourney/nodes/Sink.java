package org.carejourney.nodes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A mail server that takes everything, remembers it, and at a chosen moment of the conversation
 * does something to who is speaking. It has a door for each node, so that it knows who that is.
 */
final class Sink {

  /** Where in the hand-over of a mail we are. */
  enum Moment {
    /** It has named the recipient and waits for our answer. */
    RECIPIENT,
    /** We have kept the mail, and it waits for our answer. */
    KEPT,
    /** We have kept the mail and said so, right now. */
    TAKEN
  }

  /**
   * @param id its Message-ID
   */
  record Mail(String door, String id, String recipient) {}

  private record Trigger(String door, Moment moment, AtomicInteger left, Consumer<String> act) {}

  private final Collection<Mail> mails = new ConcurrentLinkedQueue<>();
  private final List<Trigger> triggers = new CopyOnWriteArrayList<>();

  /** Opens a door that lives as long as the tests, and gives its port. */
  int open(String door) {
    try {
      ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      daemon("sink-" + door, () -> welcome(door, socket));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Acts once, when a moment comes for the n-th time from now, with the recipient of that mail.
   * Before the answer, but for {@link Moment#TAKEN}: then right after it has left.
   */
  void at(String door, Moment moment, int nth, Consumer<String> act) {
    triggers.add(new Trigger(door, moment, new AtomicInteger(nth), act));
  }

  /** What was taken and acknowledged, or would have been if the other side had lived. */
  List<Mail> mails() {
    return List.copyOf(mails);
  }

  /** How often each Message-ID came. */
  Map<String, Long> counts() {
    return mails.stream().collect(Collectors.groupingBy(Mail::id, Collectors.counting()));
  }

  private void welcome(String door, ServerSocket socket) {
    while (true) {
      try {
        Socket caller = socket.accept();
        daemon("sink-" + door, () -> serve(door, caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(String door, Socket caller) {
    try (caller;
        var in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
        var out =
            new BufferedWriter(
                new OutputStreamWriter(caller.getOutputStream(), StandardCharsets.ISO_8859_1))) {
      converse(door, in, out);
    } catch (IOException e) {
      // It hung up, or was killed: that is what we are here for.
    }
  }

  private void converse(String door, BufferedReader in, Writer out) throws IOException {
    String recipient = null;
    say(out, "220 sink");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("RCPT TO:")) {
        recipient = line.replaceAll(".*<(.*)>.*", "$1");
        reached(door, Moment.RECIPIENT, recipient);
        say(out, "250 ok");
      } else if (command.equals("DATA")) {
        say(out, "354 go on");
        mails.add(new Mail(door, read(in), recipient));
        reached(door, Moment.KEPT, recipient);
        say(out, "250 taken");
        reached(door, Moment.TAKEN, recipient);
      } else if (command.equals("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        say(out, "250 ok");
      }
    }
  }

  /** Reads a mail to its end, and gives its Message-ID. */
  private static String read(BufferedReader in) throws IOException {
    String id = null;
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("It broke off in the middle of a mail");
      }
      if (id == null && line.toLowerCase(Locale.ROOT).startsWith("message-id:")) {
        id = line.substring(line.indexOf('<'));
      }
    }
    return String.valueOf(id);
  }

  private void reached(String door, Moment moment, String recipient) {
    for (Trigger trigger : triggers) {
      if (trigger.door().equals(door)
          && trigger.moment() == moment
          && trigger.left().decrementAndGet() == 0) {
        trigger.act().accept(recipient);
      }
    }
  }

  private static void say(Writer out, String line) throws IOException {
    out.write(line + "\r\n");
    out.flush();
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
