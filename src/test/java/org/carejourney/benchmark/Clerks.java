package org.carejourney.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.carejourney.Visitor;

/**
 * People who work: their browsers ask Tasklist and our pages for what they look at, a set number of
 * times a second, whether or not earlier answers are there yet.
 */
final class Clerks implements AutoCloseable {

  static final int A_SECOND = 20;

  private static final String REST = "/camunda/api/engine/engine/default";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a click asks for; the body of a post, or null. */
  private record Click(Latencies latencies, String path, String body) {}

  private final Visitor browser;
  private final Random random = new Random(4);
  private final Latencies tasklist = new Latencies("Tasklist");
  private final Latencies pages = new Latencies("/care");
  private final List<String> filters = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();
  private final List<Person> people;
  private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService requests = Executors.newFixedThreadPool(64);
  private Future<?> clicking = CompletableFuture.completedFuture(null);

  Clerks(int port, List<Person> people) throws IOException {
    this.people = people;
    this.browser = Visitor.browserWithToken(port, "agent");
    read(REST + "/filter?maxResults=100").forEach(one -> filters.add(one.path("id").asText()));
    read(REST + "/task?maxResults=100").forEach(one -> tasks.add(one.path("id").asText()));
    if (filters.isEmpty() || tasks.isEmpty()) {
      throw new IOException("Tasklist has no lists or no tasks");
    }
  }

  /** How fast they were answered while something else was done. */
  static List<Latencies> during(Bench bench, Meter.Work work) throws Exception {
    try (Clerks clerks = new Clerks(bench.application().port(), bench.people())) {
      clerks.begin();
      work.run();
      return clerks.end();
    }
  }

  private JsonNode read(String path) throws IOException {
    HttpResponse<String> answer = browser.get(path);
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  void begin() {
    long between = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
    clicking = beat.scheduleAtFixedRate(this::click, 0, between, TimeUnit.NANOSECONDS);
  }

  /** Counted from the click, not from when a thread was free: a person waits for both. */
  private void click() {
    long clicked = System.nanoTime();
    Click click = next();
    requests.execute(
        () -> {
          boolean fine = fetched(click);
          click.latencies().add(System.nanoTime() - clicked, fine);
        });
  }

  private boolean fetched(Click click) {
    HttpRequest.Builder request = browser.request(click.path());
    if (click.body() != null) {
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(click.body()));
    }
    try {
      return browser.send(request).statusCode() == 200;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private Click next() {
    String task = any(tasks);
    return switch (random.nextInt(10)) {
      case 0 -> new Click(tasklist, "/camunda/app/tasklist/default/", null);
      case 1, 2 ->
          new Click(
              tasklist,
              REST + "/filter/" + any(filters) + "/list?firstResult=0&maxResults=15",
              "{}");
      case 3 -> new Click(tasklist, REST + "/filter/" + any(filters) + "/count", null);
      case 4 -> new Click(tasklist, REST + "/task/" + task, null);
      case 5 -> new Click(tasklist, REST + "/task/" + task + "/deployed-form", null);
      case 6 -> new Click(pages, "/care", null);
      case 7 -> new Click(pages, "/care/tasks/" + task + "/story", null);
      case 8 -> new Click(pages, "/care/messages", null);
      default -> new Click(pages, "/care/customers/" + any(people).id(), null);
    };
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  /** Waits for the last answers; fails when they stopped clicking before. */
  List<Latencies> end() throws InterruptedException {
    if (clicking.isDone()) {
      throw new IllegalStateException("The clerks clicked no more: " + clicking);
    }
    beat.shutdown();
    beat.awaitTermination(1, TimeUnit.SECONDS);
    requests.shutdown();
    requests.awaitTermination(60, TimeUnit.SECONDS);
    return List.of(tasklist, pages);
  }

  @Override
  public void close() {
    beat.shutdownNow();
    requests.shutdownNow();
  }
}
