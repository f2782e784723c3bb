package org.carejourney.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A program of the company that speaks to several nodes in turn. When one gives no answer, or says
 * that it stumbled, it asks the next, with the same ids: it cannot know whether it was heard.
 */
final class Caller {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("admin:" + Node.PASSWORD).getBytes(StandardCharsets.UTF_8));
  private static final long PATIENCE = Duration.ofMinutes(3).toNanos();

  private static final long SHUNNED = Duration.ofSeconds(3).toNanos();

  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final Map<Node, Long> silent = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();

  Caller(Node... nodes) {
    this.nodes.addAll(List.of(nodes));
  }

  /** From now on speaks to this one instead of that one. */
  void replace(Node old, Node by) {
    nodes.set(nodes.indexOf(old), by);
  }

  /** Calls so far that no answer came to, or none that tells anything. */
  int unanswered() {
    return unanswered.get();
  }

  /** Says it until a node has answered; anything but 2xx is a mistake of ours. */
  JsonNode say(String method, String path, String json) {
    return say(method, path, "application/json", json);
  }

  private JsonNode say(String method, String path, String type, String body) {
    long begun = System.nanoTime();
    while (true) {
      Node node = next();
      try {
        HttpResponse<String> answer =
            HTTP.send(request(node.port(), method, path, type, body), UTF_8);
        if (answer.statusCode() / 100 == 5) {
          throw new IOException("It answered " + answer.body());
        }
        if (answer.statusCode() / 100 != 2) {
          throw new AssertionError(
              "%s %s at %s answered %d: %s"
                  .formatted(method, path, node.name(), answer.statusCode(), answer.body()));
        }
        return JSON.readTree(answer.body());
      } catch (IOException e) {
        unanswered.incrementAndGet();
        silent.put(node, System.nanoTime());
        if (System.nanoTime() - begun > PATIENCE) {
          throw new AssertionError("Nobody answers " + method + " " + path, e);
        }
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * One answer of one node.
   *
   * @param status -1 when there was none
   */
  record Answer(int status, String body) {}

  /** Says it once, whatever the answer. */
  Answer ask(Node node, String method, String path, String json) {
    return ask(request(node.port(), method, path, "application/json", json));
  }

  /**
   * Posts something once, whatever the answer.
   *
   * @param headers further ones, name and value in turn
   */
  Answer post(Node node, String path, String type, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(request(node.port(), "POST", path, type, body), (n, v) -> true);
    return ask((headers.length == 0 ? request : request.headers(headers)).build());
  }

  private static Answer ask(HttpRequest request) {
    try {
      HttpResponse<String> answer = HTTP.send(request, UTF_8);
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Answer(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next one in turn, but for those that gave no answer just now, if there is another one. */
  private Node next() {
    for (int tries = nodes.size(); ; tries--) {
      Node node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
      Long since = silent.get(node);
      if (tries == 0 || since == null || System.nanoTime() - since > SHUNNED) {
        return node;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Deploys a diagram as Modeler does. */
  void deploy(String fileName, String diagram) {
    String boundary = "nodes-boundary";
    String body =
        """
        --%1$s\r
        Content-Disposition: form-data; name="deployment-name"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="data"; filename="%2$s"\r
        Content-Type: application/octet-stream\r
        \r
        %3$s\r
        --%1$s--\r
        """
            .formatted(boundary, fileName, diagram);
    say(
        "POST",
        "/engine-rest/deployment/create",
        "multipart/form-data; boundary=" + boundary,
        body);
  }

  /** The status of one node's answer to the administrator; -1 when there is none. */
  static int status(int port, String path) {
    return status(port, path, LOGIN);
  }

  private static int status(int port, String path, String login) {
    var request = HttpRequest.newBuilder(uri(port, path)).timeout(Duration.ofSeconds(10));
    if (login != null) {
      request.header("Authorization", login);
    }
    try {
      return HTTP.send(request.build(), UTF_8).statusCode();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void health(int port) {
    Awaitility.await("the node on port " + port + " to be healthy")
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> status(port, "/actuator/health", null) == 200);
  }

  private static final HttpResponse.BodyHandler<String> UTF_8 =
      BodyHandlers.ofString(StandardCharsets.UTF_8);

  private static HttpRequest request(
      int port, String method, String path, String type, String body) {
    return HttpRequest.newBuilder(uri(port, path))
        .timeout(Duration.ofSeconds(5))
        .header("Authorization", LOGIN)
        .header("Content-Type", type)
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
