package org.carejourney.benchmark;

import java.util.List;

/** An invented customer; the number says everything about them, so that each run is the same. */
record Person(int number) {

  private static final int MAIL_DOMAINS = 10;

  private record Place(String zone, String country, String locale) {}

  /** From the first to the last hour of a day; home comes more often. */
  private static final List<Place> PLACES =
      List.of(
          new Place("Europe/Berlin", "DE", "de-DE"),
          new Place("Europe/Berlin", "DE", "de-DE"),
          new Place("Europe/Vienna", "AT", "de-AT"),
          new Place("Europe/London", "GB", "en-GB"),
          new Place("Europe/Paris", "FR", "fr-FR"),
          new Place("Europe/Warsaw", "PL", "pl-PL"),
          new Place("America/New_York", "US", "en-US"),
          new Place("America/Los_Angeles", "US", "en-US"),
          new Place("America/Sao_Paulo", "BR", "pt-BR"),
          new Place("Asia/Kolkata", "IN", "en-IN"),
          new Place("Asia/Tokyo", "JP", "ja-JP"),
          new Place("Pacific/Auckland", "NZ", "en-NZ"));

  private static final List<String> SEGMENTS =
      List.of(
          "standard",
          "standard",
          "standard",
          "standard",
          "standard",
          "standard",
          "premium",
          "premium",
          "business",
          "vip");
  private static final List<String> PRODUCTS =
      List.of("Linden floor lamp", "Ember desk lamp", "Breeze table fan");

  static final String COLUMNS =
      "customerId,name,givenName,email,locale,timeZone,country,segment,consent.care.email\n";

  /** What every id begins with, unlike those of the demo's own customers. */
  static final String PREFIX = "bench-";

  String id() {
    return PREFIX + number;
  }

  boolean saidNo() {
    return number % 20 == 7;
  }

  boolean hasEmail() {
    return number % 40 != 13;
  }

  String product() {
    return PRODUCTS.get(number % PRODUCTS.size());
  }

  /** What they would say when asked: most are happy. */
  int score() {
    return List.of(5, 4, 5, 3, 5, 4, 5, 2, 4, 5).get(number / 4 % 10);
  }

  String email() {
    return "person%d@mail%d.example.org".formatted(number, number % MAIL_DOMAINS);
  }

  String row() {
    // Place and segment by different steps, so that every pair of them comes up.
    Place place = PLACES.get(number % PLACES.size());
    return String.join(
            ",",
            id(),
            "Person Number " + number,
            number % 3 == 0 ? "" : "Person",
            hasEmail() ? email() : "",
            place.locale(),
            place.zone(),
            place.country(),
            SEGMENTS.get(number / PLACES.size() % SEGMENTS.size()),
            saidNo() ? "no" : number % 2 == 0 ? "yes" : "")
        + "\n";
  }

  /** The event of joining, as a shop sends it. */
  String joined(String time) {
    return """
        {"specversion": "1.0", "id": "join-%1$d", "source": "/benchmark", "type": "customer.joined",
         "subject": "%2$s", "time": "%3$s", "data": {"product": "%4$s"}}"""
        .formatted(number, id(), time, product());
  }
}
