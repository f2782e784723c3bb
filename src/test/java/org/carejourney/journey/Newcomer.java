package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.carejourney.Api;
import org.carejourney.PostOffice;
import org.carejourney.Visitor;
import org.carejourney.support.House;

/** A customer on the welcome journey: what they do, what they get, and where their journey is. */
final class Newcomer {

  static final String CHECK_IN = "journey/check-in";

  /** Where a process stands that waits for one of several things. */
  static final String WAITS = "waits for an answer";

  private static final String JOURNEY = "welcomeCustomer";

  private final Shop shop;
  private final House house;
  private final String id;
  private final Map<String, Object> profile = new HashMap<>();

  private Newcomer(Shop shop, String name, String id) {
    this.shop = shop;
    this.house = shop.house();
    this.id = id;
    profile.put("name", name);
    profile.put("givenName", name.split(" ", -1)[0]);
    profile.put("email", House.address(id));
    profile.put("locale", "en");
    profile.put("timeZone", "Europe/Berlin");
    profile.put("country", "DE");
  }

  /** Somebody in Berlin who has an e-mail address and reads English, and has not joined yet. */
  static Newcomer called(String name, Shop shop) {
    return new Newcomer(shop, name, Shop.unique("c-")).is(Map.of());
  }

  /** What we are told of them changes; null takes a field away. */
  Newcomer is(Map<String, Object> changes) {
    profile.putAll(changes);
    house.put(id, new HashMap<>(profile));
    return this;
  }

  Newcomer livesIn(ZoneId zone, String country) {
    return is(Map.of("timeZone", zone.getId(), "country", country));
  }

  Newcomer without(String field) {
    profile.remove(field);
    return is(Map.of());
  }

  Newcomer says(boolean granted, String purpose, String channel) {
    Map<String, Object> told = new HashMap<>(profile);
    told.put(
        "consents",
        List.of(
            Map.of(
                "purpose", purpose, "channel", channel, "granted", granted, "source", "said so")));
    house.put(id, told);
    return this;
  }

  Newcomer joins() {
    return joins(shop.now());
  }

  /** The shop tells it now; it may have happened earlier. */
  Newcomer joins(Instant when) {
    Map<String, Object> event =
        Shop.event("customer.joined", id, Map.of("product", "Linden floor lamp"));
    event.put("time", when.toString());
    assertThat(shop.tell(event).path("started").asInt()).isEqualTo(1);
    return this;
  }

  Newcomer leaves() {
    shop.tell("customer.left", id);
    return this;
  }

  String id() {
    return id;
  }

  String address() {
    return House.address(id);
  }

  static ConditionFactory soon(String what) {
    return await(what).atMost(Duration.ofSeconds(20));
  }

  // What they get.

  /** Waits for the newest letter whose subject says so. */
  MimeMessage letter(String subjectPart) {
    return PostOffice.mailTo(address(), subjectPart);
  }

  String words(String subjectPart) {
    return PostOffice.part(letter(subjectPart), "text/plain");
  }

  List<String> subjects() {
    return PostOffice.mailsTo(address()).stream().map(PostOffice::subject).toList();
  }

  /** What the ledger says of the message of a template that was decided on last. */
  JsonNode message(String template) {
    return house.messages(id).stream()
        .filter(message -> message.path("template").asText().equals(template))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing decided on " + template));
  }

  String status(String template) {
    return message(template).path("status").asText();
  }

  /** Waits until the message of a template has gone; gives when. */
  Instant sent(String template) {
    soon(template + " to be sent to " + id)
        .until(
            () ->
                house.messages(id).stream()
                    .anyMatch(
                        message ->
                            message.path("template").asText().equals(template)
                                && message.has("sentAt")));
    return Instant.parse(message(template).path("sentAt").asText());
  }

  /** Lets the hour come for which a message is queued; gives when it went. */
  Instant goes(String template) {
    JsonNode message = message(template);
    if (message.path("status").asText().equals("queued")) {
      house.forwardTo(Instant.parse(message.path("sendAt").asText()).plusSeconds(1));
    }
    return sent(template);
  }

  // What they do.

  /** Opens the link of the check-in that says so, looks, and presses the button. */
  Newcomer scores(int score) {
    waitsFor(WAITS);
    return scores(score, words("How is it going"));
  }

  /** The same by any letter with links to scores. */
  Newcomer scores(int score, String letter) {
    List<String> links =
        House.links(letter).stream().filter(link -> link.contains("/p/score/")).toList();
    // A letter has a link for each score, a text message one for all.
    String path = House.path(links.get(links.size() == 1 ? 0 : score - 1));
    HttpResponse<String> thanks =
        Visitor.stranger(shop.port())
            .postForm(path, path, "score", String.valueOf(score), "comment", "");
    assertThat(thanks.statusCode()).as(thanks.body()).isEqualTo(200);
    return this;
  }

  /** Answers a letter in their own words, on the web; gives what became of it. */
  JsonNode replies(String subjectPart, String text) {
    try {
      return house.say(id, Map.of("text", text, "inReplyTo", letter(subjectPart).getMessageID()));
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  // Where their journey is.

  /** Where everything stands that runs for the customer, in words. */
  List<String> standsAt() {
    return standsAt(id);
  }

  List<String> standsAt(String businessKey) {
    List<String> steps = new ArrayList<>();
    running(businessKey)
        .forEach(
            instance ->
                leaves(
                        house.get(
                            "admin",
                            "/engine-rest/process-instance/%s/activity-instances"
                                .formatted(instance)))
                    .forEach(steps::add));
    return steps;
  }

  private List<String> running(String businessKey) {
    return House.list(
            house.get(
                "admin", "/engine-rest/process-instance?maxResults=50&businessKey=" + businessKey))
        .stream()
        .map(instance -> instance.path("id").asText())
        .toList();
  }

  private static Stream<String> leaves(JsonNode tree) {
    // It may have ended since.
    if (tree == null || tree.path("id").isMissingNode()) {
      return Stream.of();
    }
    List<JsonNode> within =
        Stream.of("childActivityInstances", "childTransitionInstances")
            .flatMap(kind -> House.list(tree.path(kind)).stream())
            .toList();
    if (!within.isEmpty()) {
      return within.stream().flatMap(Newcomer::leaves);
    }
    return Stream.of(
        tree.path("activityType").asText().equals("eventBasedGateway")
            ? WAITS
            : tree.path("activityName").asText());
  }

  /** Waits until something that runs for the customer stands at a step, whatever else does. */
  Newcomer waitsFor(String step) {
    soon(id + " to be at: " + step).until(this::standsAt, steps -> steps.contains(step));
    return this;
  }

  boolean underWay() {
    return !shop.running(JOURNEY, id).isEmpty();
  }

  /** Waits for the end of everything that runs for the customer; gives how the journey ended. */
  String ending() {
    soon(id + " to be at the end").until(this::standsAt, List::isEmpty);
    return ended(JOURNEY);
  }

  /** How the last run of a process ended, by the name of its end. */
  String ended(String process) {
    Api engine = Api.as(shop.port(), "admin");
    JsonNode runs =
        engine.get(
            "/engine-rest/history/process-instance?maxResults=10&processInstanceBusinessKey=%s&processDefinitionKey=%s&sortBy=startTime&sortOrder=desc"
                .formatted(id, process));
    JsonNode ends =
        engine.get(
            "/engine-rest/history/activity-instance?maxResults=50&processInstanceId=%s&activityType=noneEndEvent"
                .formatted(runs.path(0).path("id").asText()));
    return House.list(ends).stream()
        .map(end -> end.path("activityName").asText())
        .reduce((first, last) -> last)
        .orElse("nowhere");
  }

  JsonNode task(String name) {
    return house.task(id, name);
  }

  List<String> tasks() {
    return house.tasks(id).stream().map(task -> task.path("name").asText()).toList();
  }

  void done(String task, Map<String, Object> form) {
    house.complete("carer", task(task), form);
  }

  List<String> story() {
    return house.story(id);
  }

  List<String> tickets() {
    return House.list(house.get("agent", "/api/tickets?customerId=" + id).path("items")).stream()
        .map(ticket -> ticket.path("number").asText())
        .toList();
  }
}
