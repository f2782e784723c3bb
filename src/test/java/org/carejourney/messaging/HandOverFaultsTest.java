package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.carejourney.CareTest;
import org.carejourney.support.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mock.env.MockEnvironment;

/** Mail servers that draw it out, or name a limit, with shorter patience than the house has. */
@CareTest
class HandOverFaultsTest {

  /** By these time-outs one hand-over may take 1.2 s, whatever each byte takes. */
  private static MockEnvironment settings() {
    return new MockEnvironment()
        .withProperty("spring.mail.host", "127.0.0.1")
        .withProperty("care.delivery.lease", "PT2S")
        .withProperty("spring.mail.properties.mail.smtp.connectiontimeout", "200")
        .withProperty("spring.mail.properties.mail.smtp.timeout", "700")
        .withProperty("spring.mail.properties.mail.smtp.writetimeout", "300");
  }

  @LocalServerPort private int port;
  @Autowired private Ledger ledger;
  @Autowired private MailComposer composer;

  @ParameterizedTest(name = "in the answer to {0}")
  @CsvSource({
    "hello,  later: The mail server is not there",
    "MAIL,   put off: The mail server took longer than 1 s; untried",
    "'.',    put off: The mail server took longer than 1 s; untried",
    "NOOP,   later: The mail server closed",
    "QUIT,   accepted; accepted",
  })
  void oneByteAtATimeDoesNotOutlastTheLease(String where, String told) throws Exception {
    try (var server = new Server(where, "250 here")) {
      var outcomes = new Told();
      List<Message> letters = letters();
      long begun = System.nanoTime();
      provider(server, settings()).handOver(letters, outcomes);

      assertThat(server.drops.get()).as("it dripped").isGreaterThan(5);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("the whole answer would have taken fifty")
          .isLessThan(Duration.ofSeconds(8));
      String[] each = told.split("; ", -1);
      assertThat(outcomes.all).hasSize(2);
      assertThat(outcomes.all.get(0)).startsWith(each[0]);
      assertThat(outcomes.all.get(1)).startsWith(each[each.length - 1]);
    }
  }

  @Test
  void whatTheServerWouldNotTakeIsNotEvenBegun() throws Exception {
    try (var server = new Server("none", "250-here\r\n250 SIZE 1500")) {
      var outcomes = new Told();
      provider(server, settings()).handOver(letters(), outcomes);
      assertThat(outcomes.all).hasSize(2);
      assertThat(outcomes.all)
          .allMatch(
              one ->
                  one.matches("refused: The mail has \\d+ kB; the mail server takes 1 kB at most"));
      assertThat(server.heard).contains("QUIT").noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  @Test
  void whatTheHouseDoesNotWantToSendIsNotSent() throws Exception {
    var settings = settings().withProperty("care.mail.largest", "2000B");
    try (var server = new Server("none", "250 SIZE 0")) {
      var outcomes = new Told();
      provider(server, settings).handOver(letters(), outcomes);
      assertThat(outcomes.all).hasSize(2);
      assertThat(outcomes.all)
          .allMatch(
              one -> one.matches("refused: The mail has \\d+ kB; care.mail.largest allows 2 kB"));
      assertThat(server.heard).noneMatch(line -> line.startsWith("MAIL"));
    }
  }

  private SmtpProvider provider(Server server, MockEnvironment settings) {
    var mail = new JavaMailSenderImpl();
    mail.setProtocol("smtp");
    mail.setHost("127.0.0.1");
    mail.setPort(server.door.getLocalPort());
    for (String kind : List.of("connectiontimeout", "timeout", "writetimeout")) {
      String name = "mail.smtp." + kind;
      mail.getJavaMailProperties()
          .put(name, settings.getProperty("spring.mail.properties." + name));
    }
    return new SmtpProvider(mail, composer, settings, new Lease(settings));
  }

  /** The same letter twice, which is nobody's business here. */
  private List<Message> letters() {
    House house = new House(port);
    String eva = house.customer("Eva", "en", "standard");
    house.complain(eva, "product", "It broke.");
    await().until(() -> !house.messages(eva).isEmpty());
    Message letter = ledger.find(house.messages(eva).get(0).path("id").asText()).orElseThrow();
    return List.of(letter, letter);
  }

  private static final class Told implements Provider.Outcomes {

    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public boolean mayStillGo(Message message) {
      return true;
    }

    @Override
    public boolean stillOurs(Message message) {
      return true;
    }

    @Override
    public void wentWrong(Message message, RuntimeException problem) {
      all.add("went wrong: " + problem.getMessage());
    }

    @Override
    public void accepted(Message message) {
      all.add("accepted");
    }

    @Override
    public void later(Message message, String reason, Duration notBefore) {
      all.add("later: " + reason);
    }

    @Override
    public void putOff(Message message, String reason) {
      all.add("put off: " + reason);
    }

    @Override
    public void untried(Message message) {
      all.add("untried");
    }

    @Override
    public void refused(Message message, String reason) {
      all.add("refused: " + reason);
    }

    @Override
    public void nobodyThere(Message message, String reason) {
      all.add("nobody there: " + reason);
    }

    @Override
    public void parked(Message message, String reason) {
      all.add("parked: " + reason);
    }

    @Override
    public void handedOn(Message message, Runnable task) {
      all.add("handed on");
    }
  }

  /** Takes everything, but one of its answers it gives byte by byte. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final AtomicInteger drops = new AtomicInteger();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final String slow;
    private final String welcome;

    Server(String slow, String welcome) throws IOException {
      this.slow = slow;
      this.welcome = welcome;
      Thread thread = new Thread(this::serve, "slow-smtp");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (!door.isClosed()) {
        try (Socket caller = door.accept();
            var in =
                new BufferedReader(
                    new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1))) {
          converse(in, caller.getOutputStream());
        } catch (IOException | InterruptedException e) {
          // They hung up, or the test is over.
        }
      }
    }

    private void converse(BufferedReader in, OutputStream out)
        throws IOException, InterruptedException {
      answer("hello", "220 here", out);
      boolean letter = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.add(line);
        String verb = line.split("[ :]", 2)[0];
        if (letter) {
          if (line.equals(".")) {
            letter = false;
            answer(".", "250 taken", out);
          }
        } else if (verb.equals("DATA")) {
          letter = true;
          answer(verb, "354 go on", out);
        } else {
          answer(verb, verb.equals("EHLO") ? welcome : "250 fine", out);
        }
      }
    }

    private void answer(String verb, String text, OutputStream out)
        throws IOException, InterruptedException {
      boolean drips = verb.equals(slow);
      String line = text + (drips ? " " + "and so on ".repeat(50) : "") + "\r\n";
      for (byte b : line.getBytes(StandardCharsets.ISO_8859_1)) {
        out.write(b);
        if (drips) {
          out.flush();
          drops.incrementAndGet();
          TimeUnit.MILLISECONDS.sleep(100);
        }
      }
      out.flush();
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
