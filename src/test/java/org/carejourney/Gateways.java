package org.carejourney;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A provider of SMS and one of chat as real HTTP servers. They take everything, but from recipients
 * they were told to be moody about.
 */
public final class Gateways {

  /** What one request brought. */
  public record Taken(String path, Map<String, List<String>> headers, String body) {

    public String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse(null);
    }
  }

  public static final Gateways ALL = new Gateways();
  private static final String SLOW = "slow ";
  public static final String SECRET = "Bearer of-a-secret-93af";

  /** What the provider of SMS signs with: the second one no more for long. */
  public static final List<String> WEBHOOK_SECRETS =
      List.of(
          "whsec_plJ3nmyCDGBKInavdOK15jslplJ3nmyCDGBK",
          "whsec_b25lLW9mLXllc3RlcmRheS1hbmQtbm90LWxvbmc=");

  private final HttpServer server;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<String>> moods = new ConcurrentHashMap<>();

  private Gateways() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "gateway");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  /** The settings under which the application reaches them. */
  String[] settings() {
    String root = "http://127.0.0.1:" + server.getAddress().getPort();
    return new String[] {
      "care.channels.sms.url=" + root + "/sms",
      "care.channels.sms.authorization=" + SECRET,
      "care.channels.sms.headers.X-Account=lumen",
      "care.channels.sms.from=Lumen",
      "care.channels.sms.body={\"from\":\"{from}\",\"to\":\"{to}\",\"text\":\"{text}\"}",
      "care.channels.sms.webhook-secret=" + String.join(",", WEBHOOK_SECRETS),
      "care.channels.sms.connect-timeout=1s",
      "care.channels.sms.timeout=2s",
      "care.channels.chat.url=" + root + "/chat",
      "care.channels.chat.content-type=application/x-www-form-urlencoded",
      "care.channels.chat.body=ref={id}&user={to}&text={text}",
      "care.channels.chat.idempotency-header=Idempotency-Key",
      "care.channels.chat.connect-timeout=1s",
      "care.channels.chat.timeout=2s",
    };
  }

  /**
   * How the next requests for a recipient are answered, one after the other: a status, a status and
   * {@code after 60}, {@code hang}, or {@code break}; {@code slow} before it takes a second. Then
   * with 200 again.
   */
  public void answer(String recipient, String... answers) {
    moods.put(recipient, new ArrayDeque<>(List.of(answers)));
  }

  /** All requests for a recipient, oldest first. */
  public List<Taken> to(String recipient) {
    return taken.stream().filter(request -> isFor(recipient, request)).toList();
  }

  private static boolean isFor(String recipient, Taken request) {
    String body =
        request.path().equals("/chat")
            ? URLDecoder.decode(request.body(), StandardCharsets.UTF_8)
            : request.body();
    return body.contains(recipient);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Taken request =
        new Taken(
            exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body);
    taken.add(request);
    String mood = mood(request);
    if (mood.startsWith(SLOW)) {
      pause(1_000);
      mood = mood.substring(SLOW.length());
    }
    if (mood.equals("hang")) {
      pause(10_000);
    } else if (!mood.equals("break")) {
      if (mood.contains("after")) {
        exchange.getResponseHeaders().add("Retry-After", mood.replaceFirst(".*after ", ""));
      }
      // What a provider says may hold what it was told; nobody must repeat it.
      byte[] said = (body + SECRET).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(Integer.parseInt(mood.substring(0, 3)), said.length);
      exchange.getResponseBody().write(said);
    }
    exchange.close();
  }

  private String mood(Taken request) {
    return moods.entrySet().stream()
        .filter(mood -> isFor(mood.getKey(), request))
        .map(mood -> mood.getValue().poll())
        .filter(answer -> answer != null)
        .findFirst()
        .orElse("200");
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
