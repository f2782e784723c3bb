package org.carejourney;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An SMTP server with moods. What it answers to a recipient is set beforehand; everybody else is
 * welcome. It speaks just enough of RFC 5321 to be believed.
 */
public final class RudeSmtp implements AutoCloseable {

  /** A mail it has taken: for whom, and every line of it. */
  public record Taken(String recipient, List<String> lines) {

    public String header(String name) {
      return lines.stream()
          .filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }
  }

  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
  private final List<Taken> taken = new CopyOnWriteArrayList<>();

  public RudeSmtp() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "rude-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  /**
   * From now on a recipient gets this reply, such as {@code 451 Try later}; "hang" says nothing.
   */
  public void answer(String recipient, String reply) {
    answers.put(recipient, reply);
  }

  /** The recipient is welcome again. */
  public void welcome(String recipient) {
    answers.remove(recipient);
  }

  public int attempts(String recipient) {
    return attempts.getOrDefault(recipient, 0);
  }

  public List<Taken> taken(String recipient) {
    return taken.stream().filter(mail -> mail.recipient().equals(recipient)).toList();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread thread = new Thread(() -> talk(caller), "rude-smtp-talk");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket caller) {
    try (caller;
        var in =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = caller.getOutputStream();
      say(out, "220 rude.example at your service");
      String recipient = null;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String verb = line.toUpperCase();
        if (verb.startsWith("RCPT")) {
          recipient = line.replaceAll(".*<(.*)>.*", "$1");
          attempts.merge(recipient, 1, Integer::sum);
          String answer = answers.getOrDefault(recipient, "250 Welcome");
          if (answer.equals("hang")) {
            Thread.sleep(60_000);
          }
          say(out, answer);
        } else if (verb.startsWith("DATA")) {
          say(out, "354 Go on");
          List<String> lines = new CopyOnWriteArrayList<>();
          for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
            lines.add(text);
          }
          taken.add(new Taken(recipient, lines));
          say(out, "250 Taken");
        } else if (verb.startsWith("QUIT")) {
          say(out, "221 Bye");
          return;
        } else {
          say(out, "250 rude.example");
        }
      }
    } catch (IOException | InterruptedException e) {
      // The caller went away; that is what the test wanted to see.
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
