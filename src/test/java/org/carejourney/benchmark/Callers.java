package org.carejourney.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Other programs, and customers with a link, that speak to the application over HTTP. */
final class Callers {

  /** One call. */
  interface Call<T> {
    void about(T item) throws IOException, InterruptedException;
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("admin:Welcome-2-Care!".getBytes(StandardCharsets.UTF_8));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String root;
  private final int connections;

  Callers(int port, int connections) {
    this.root = "http://localhost:" + port;
    this.connections = connections;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send(request(path).header("Authorization", LOGIN).GET(), 200));
  }

  JsonNode post(String path, String type, String body) throws IOException, InterruptedException {
    return json(
        send(
            request(path)
                .header("Authorization", LOGIN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)),
            200,
            202));
  }

  /** What a customer's browser does with a button. */
  void press(String path, String form) throws IOException, InterruptedException {
    send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)),
        200);
  }

  /** Calls for each item, over several connections; tells now and then how many are done. */
  <T> void each(List<T> items, Call<T> call, LongConsumer done)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    AtomicLong next = new AtomicLong();
    AtomicLong finished = new AtomicLong();
    try {
      List<Future<?>> workers =
          IntStream.range(0, connections)
              .<Future<?>>mapToObj(
                  worker ->
                      threads.submit(
                          () -> {
                            for (long i = next.getAndIncrement();
                                i < items.size();
                                i = next.getAndIncrement()) {
                              call.about(items.get((int) i));
                              finished.incrementAndGet();
                            }
                            return null;
                          }))
              .toList();
      threads.shutdown();
      while (!threads.awaitTermination(200, TimeUnit.MILLISECONDS)) {
        done.accept(finished.get());
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
  }

  private String send(HttpRequest.Builder request, Integer... expected)
      throws IOException, InterruptedException {
    HttpRequest built = request.build();
    HttpResponse<String> answer = http.send(built, BodyHandlers.ofString());
    if (!List.of(expected).contains(answer.statusCode())) {
      throw new IOException(
          "%s %s answered %d: %s"
              .formatted(
                  built.method(), built.uri().getPath(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private static JsonNode json(String body) throws JsonProcessingException {
    return JSON.readTree(body);
  }
}
