package org.carejourney.messaging;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What messages are rendered with in tests: everything there can be, and the least there must be.
 */
final class TemplateModels {

  static final String ACCEPT = "https://care.example/p/a/8pQz-accept";
  static final String REFUSE = "https://care.example/p/a/8pQz-refuse";
  static final String WITHDRAW = "https://care.example/p/a/8pQz-withdraw";
  static final String PREFERENCES = "https://care.example/p/preferences/8pQz";

  static final String SCORE = "https://care.example/p/score/8pQz-";

  /** Solution kinds with and without an amount, levels, topics: every fork of the letters. */
  static final List<Map<String, Object>> ALL =
      List.of(
          full("apology", null, 1, "service"),
          full("replacement", null, 1, "product"),
          full("refund", 1249.9, 2, "delivery"),
          full("refund", null, 3, "other"),
          full("goodwill", 25, 1, "billing"),
          full("goodwill", null, 1, "billing"),
          full("explanation", null, 1, "other"),
          withPreferences("care"),
          withPreferences("marketing"),
          journey("standard", "thank-you-10", "bronze", "notReached"),
          journey("premium", "something-else", "silver", "recovered"),
          journey("business", "thank-you-10", "gold", "unhappy"),
          journey("vip", "thank-you-10", "none", "recovered"),
          minimal());

  /** As on a letter that the customer may end. */
  private static Map<String, Object> withPreferences(String purpose) {
    Map<String, Object> model = full("apology", null, 1, "service");
    model.put("message", Map.of("purpose", purpose, "preferences", PREFERENCES));
    return model;
  }

  /** As on a letter to a customer whom we accompany. */
  private static Map<String, Object> journey(
      String segment, String reward, String tier, String recovery) {
    Map<String, Object> model = full("apology", null, 1, "service");
    model.put(
        "customer",
        Map.of(
            "name", "Anna Berg",
            "calledName", "Anna",
            "customerId", "c-1",
            "segment", segment,
            "country", "DE",
            "attributes", Map.of("product", "Linden floor lamp")));
    model.put("events", Map.of("customer.joined", Map.of("product", "Linden floor lamp")));
    model.put("eventTimes", Map.of("customer.joined", date("2027-03-02T09:00:00Z")));
    model.put("survey", Map.of("scores", scores(), "link", SCORE));
    model.put(
        "loyalty",
        Map.of(
            "points",
            120,
            "tier",
            tier,
            "reward",
            Map.of(
                "name",
                reward,
                "code",
                "LUMEN-7K2P-93QX",
                "expiresAt",
                date("2027-07-01T21:00:00Z"))));
    Map<String, Object> answers = new HashMap<>();
    answers.put("question", "Which lamp?");
    answers.put("whatWentWrong", "It broke.");
    answers.put("whatWeDo", "A new one.");
    answers.put("ourAnswer", "The switch is under the shade.\nPress it twice & wait.");
    answers.put("recoveryOutcome", recovery);
    answers.put("agreed", recovery.equals("notReached") ? "" : "We send you a new shade.");
    answers.put("promisedFor", recovery.equals("unhappy") ? "" : "2027-03-05");
    model.put("answers", answers);
    return model;
  }

  private static List<Map<String, Object>> scores() {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(score -> Map.<String, Object>of("value", score, "link", SCORE + score))
        .toList();
  }

  static Map<String, Object> full(String kind, Number amount, int level, String topic) {
    Map<String, Object> model = new HashMap<>(minimal());
    model.put("customer", Map.of("name", "Anna Berg", "calledName", "Anna", "customerId", "c-1"));
    model.put(
        "ticket",
        Map.of(
            "number",
            "T-000123",
            "topic",
            topic,
            "level",
            level,
            "channel",
            "web",
            "openedAt",
            date("2027-03-02T09:00:00Z"),
            "firstAnswerBy",
            date("2027-03-03T13:00:00Z"),
            "solutionBy",
            date("2027-03-05T13:00:00Z")));
    model.put("complaint", Map.of("subject", "My lamp", "text", "It broke.\nOn the first day."));
    model.put(
        "answers",
        Map.of(
            "question", "Which lamp is it?\nThe name is printed under its foot.",
            "whatWentWrong",
                "Your lamp \"Alba\" was packed without its inner frame.\nSo it broke on the way.",
            "whatWeDo", "A new lamp leaves our house today.\n\nPlease keep the old one & use it.",
            "personalWords", "Your photograph helped us to find the gap at once. Thank you!",
            "ourAnswer", "Under the shade."));
    model.put("links", Map.of("accept", ACCEPT, "refuse", REFUSE, "withdraw", WITHDRAW));
    model.put(
        "company",
        Map.of(
            "name", "Lumen & Oak",
            "email", "care@lumen-and-oak.example",
            "phone", "+49 30 5550 140",
            "website", "https://lumen-and-oak.example",
            "address", "Oak Lane 7\n10115 Berlin"));
    Map<String, Object> solution = new HashMap<>();
    solution.put("kind", kind);
    solution.put("amount", amount);
    model.put("solution", solution);
    return model;
  }

  /** Without everything a template must be able to do without. */
  static Map<String, Object> minimal() {
    Map<String, Object> model = new HashMap<>();
    model.put("customer", Map.of("customerId", "c-1"));
    model.put("ticket", Map.of("number", "T-000123", "level", 1));
    model.put(
        "answers",
        Map.of(
            "question", "Which lamp?",
            "whatWentWrong", "It broke.",
            "whatWeDo", "A new one.",
            "ourAnswer", "Under the shade."));
    model.put("loyalty", Map.of("reward", Map.of("name", "thank-you-10", "code", "LUMEN-7K2P")));
    model.put("solution", Map.of("kind", "apology"));
    model.put("links", Map.of("accept", ACCEPT, "refuse", REFUSE));
    model.put("company", Map.of("name", "Lumen & Oak"));
    model.put("message", Map.of("purpose", "service"));
    return model;
  }

  private static Date date(String at) {
    return Date.from(Instant.parse(at));
  }

  private TemplateModels() {}
}
