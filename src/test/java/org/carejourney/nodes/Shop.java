package org.carejourney.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The company's systems: they know customers, pass on complaints, and tell what happened. */
final class Shop {

  private static final int AT_ONCE = 8;

  /** A zone in which it is about noon now. */
  private static final String NOON = zoneOfNoon();

  private final Caller caller;
  private final String name;

  /**
   * @param name what the ids of its customers begin with
   */
  Shop(Caller caller, String name) {
    this.caller = caller;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** So many customers, for whom it is noon: letters that mind the hour go at once. */
  void customers(String group, int count) {
    each(
            count,
            number ->
                caller.say("PUT", "/api/customers/" + id(group, number), profile(group, number)))
        .join();
  }

  /** Each of a group complains once, all under way when this returns. */
  CompletableFuture<Void> complain(String group, int count) {
    return each(
        count,
        number ->
            caller.say(
                "POST",
                "/api/inbound/web",
                """
                {"id": "said-%1$s", "from": "%1$s@example.org", "customerId": "%1$s",
                 "subject": "Complaint", "text": "The lamp is broken.", "topic": "product"}"""
                    .formatted(id(group, number))));
  }

  /** The same event happens to each of a group, all under way when this returns. */
  CompletableFuture<Void> tell(String type, String group, int count) {
    return each(
        count,
        number ->
            caller.say(
                "POST",
                "/api/events",
                """
                {"specversion": "1.0", "id": "%2$s-%1$s", "source": "/shop", "type": "%2$s",
                 "subject": "%1$s", "time": "%3$s", "datacontenttype": "application/json",
                 "data": {"product": "Linden floor lamp"}}"""
                    .formatted(id(group, number), type, Instant.now())));
  }

  private String id(String group, int number) {
    return "%s-%s-%d".formatted(name, group, number);
  }

  private String profile(String group, int number) {
    return """
    {"name": "Person %1$d", "email": "%2$s@example.org", "locale": "en", "timeZone": "%3$s"}"""
        .formatted(number, id(group, number), NOON);
  }

  private static String zoneOfNoon() {
    int ahead = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
    // These names count the other way round.
    return ahead == 0 ? "Etc/UTC" : "Etc/GMT%+d".formatted(-ahead);
  }

  private interface Call {
    JsonNode about(int number);
  }

  private static CompletableFuture<Void> each(int count, Call call) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<CompletableFuture<?>> calls = new ArrayList<>();
    IntStream.rangeClosed(1, count)
        .forEach(
            number -> calls.add(CompletableFuture.runAsync(() -> call.about(number), threads)));
    threads.shutdown();
    return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
  }
}
