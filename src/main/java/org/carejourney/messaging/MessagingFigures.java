package org.carejourney.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.carejourney.engine.Figures;
import org.carejourney.engine.Reading;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits to be said, what became of it, and whether everything heard was acted on. */
@Component
class MessagingFigures {

  static final List<String> CHANNELS = List.of("email", "sms", "chat", "phone", "social", "web");
  private static final List<String> WAITING = List.of("queued", "held", "sending", "parked");
  private static final Duration[] CLASSES = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1)
  };

  /** What became of a message. */
  enum Ending {
    SENT,
    FAILED,
    BOUNCED,
    WITHHELD,
    RETRIED,
    PARKED
  }

  private record Place(String status, String channel) {}

  /**
   * @param counts messages by where they stand
   * @param oldest since when the longest waiting queued message is due, or null
   * @param unsettled inbound messages without an outcome
   * @param unheard since when the oldest of them is here, or null
   */
  private record Standing(
      Map<Place, Long> counts,
      @Nullable Instant oldest,
      boolean paused,
      long unsettled,
      @Nullable Instant unheard) {}

  private record Row(Place place, long count, @Nullable Instant earliest) {}

  private final Figures figures;
  private final JdbcClient jdbc;
  private final Outbound outbound;
  private final Clock clock;

  MessagingFigures(Figures figures, JdbcClient jdbc, Outbound outbound, Clock clock) {
    this.figures = figures;
    this.jdbc = jdbc;
    this.outbound = outbound;
    this.clock = clock;
    register(figures.reading(this::read));
    for (String channel : CHANNELS) {
      for (Ending ending : Ending.values()) {
        counter(channel, ending);
      }
      lateness(channel);
    }
  }

  private void register(Reading<Standing> standing) {
    for (String status : WAITING) {
      for (String channel : CHANNELS) {
        figures.gauge(
            "care.messages.waiting",
            null,
            "Messages that have not gone yet",
            standing,
            now -> now.counts().getOrDefault(new Place(status, channel), 0L),
            "status",
            status,
            "channel",
            channel);
      }
    }
    figures.gauge(
        "care.messages.oldest.late",
        "seconds",
        "How late the oldest due message in the queue is",
        standing,
        now -> Figures.secondsSince(now.oldest(), clock.instant()));
    figures.gauge(
        "care.outbound.paused",
        null,
        "1 while nothing leaves because somebody paused outbound, else 0",
        standing,
        now -> now.paused() ? 1 : 0);
    figures.gauge(
        "care.inbound.unsettled",
        null,
        "Inbound messages taken minus those with an outcome",
        standing,
        Standing::unsettled);
    figures.gauge(
        "care.inbound.oldest.unsettled",
        "seconds",
        "How long the oldest inbound message has been without an outcome",
        standing,
        now -> Figures.secondsSince(now.unheard(), clock.instant()));
  }

  /** How many of this node's delivery connections are handing something over. */
  void connections(Supplier<Number> busy, int all) {
    figures.nodeGauge("care.delivery.connections", "Delivery connections set", () -> all);
    figures.nodeGauge(
        "care.delivery.connections.busy", "Delivery connections handing something over", busy);
  }

  /** Counts what became of a message once that is committed. */
  void ended(String channel, Ending ending) {
    Figures.whenCommitted(() -> counter(channel, ending).increment());
  }

  /**
   * Counts a message that has left, and how long after its moment, once that is committed.
   *
   * @param meantFor that moment, or null for when it was decided on
   */
  void left(Message message, @Nullable Instant meantFor) {
    ended(message.channel(), Ending.SENT);
    Instant moment = Objects.requireNonNullElse(meantFor, message.decidedAt());
    Duration late = Duration.between(moment, clock.instant());
    Figures.whenCommitted(() -> lateness(message.channel()).record(late));
  }

  void taken(String channel) {
    Figures.whenCommitted(
        () ->
            figures
                .counter(
                    "care.inbound.taken", "Inbound messages taken and kept", "channel", channel)
                .increment());
  }

  void settled(String channel, String outcome) {
    Figures.whenCommitted(
        () ->
            figures
                .counter(
                    "care.inbound.settled",
                    "Inbound messages by their first outcome",
                    "channel",
                    channel,
                    "outcome",
                    outcome)
                .increment());
  }

  private Counter counter(String channel, Ending ending) {
    return figures.counter(
        "care.messages.outcomes",
        "What became of messages",
        "channel",
        channel,
        "outcome",
        ending.name().toLowerCase(Locale.ROOT));
  }

  private Timer lateness(String channel) {
    return figures.timer(
        "care.messages.lateness",
        "How long after its moment a message left",
        CLASSES,
        "channel",
        channel);
  }

  private Standing read() {
    Map<Place, Long> counts = new HashMap<>();
    List<Row> rows = waiting();
    rows.forEach(row -> counts.put(row.place(), row.count()));
    Instant oldest =
        rows.stream()
            .filter(row -> row.place().status().equals("queued"))
            .map(Row::earliest)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null);
    boolean paused = outbound.state().paused();
    return jdbc.sql("select count(*), min(received_at) from inbound where outcome is null")
        .query(
            (row, index) ->
                new Standing(counts, oldest, paused, row.getLong(1), instant(row.getTimestamp(2))))
        .single();
  }

  private List<Row> waiting() {
    return jdbc.sql(
            """
            select status, channel, count(*), min(send_at) from message
            where status in (:waiting) group by status, channel""")
        .param("waiting", WAITING)
        .query(
            (row, index) ->
                new Row(
                    new Place(row.getString(1), row.getString(2)),
                    row.getLong(3),
                    instant(row.getTimestamp(4))))
        .list();
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
