package org.carejourney.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/** The running house as its customers, its people and other programs reach it: over HTTP only. */
public class House {

  private static final String PASSWORD = "Welcome-2-Care!";
  private static final Pattern LINK = Pattern.compile("https?://[^\\s/]+(/p/\\S+)");

  private final String url;

  public House(int port) {
    this.url = "http://localhost:" + port;
  }

  private RestClient as(String user) {
    return RestClient.builder()
        .baseUrl(url)
        .defaultHeaders(headers -> headers.setBasicAuth(user, PASSWORD))
        .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {})
        .build();
  }

  public JsonNode get(String user, String path) {
    return as(user).get().uri(path).retrieve().body(JsonNode.class);
  }

  public ResponseEntity<JsonNode> post(String user, String path, Object body) {
    return as(user)
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .retrieve()
        .toEntity(JsonNode.class);
  }

  /** A new customer with a mail address of their own; null leaves a field out. */
  public String customer(String name, String locale, String segment) {
    String id = "c-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, Object> profile = new HashMap<>();
    profile.put("name", name);
    profile.put("email", address(id));
    profile.put("locale", locale);
    profile.put("segment", segment);
    profile.put("timeZone", "Europe/Berlin");
    put(id, profile);
    return id;
  }

  public void put(String id, Map<String, Object> profile) {
    profile.values().removeIf(value -> value == null);
    var answer =
        as("agent")
            .put()
            .uri("/api/customers/{id}", id)
            .contentType(MediaType.APPLICATION_JSON)
            .body(profile)
            .retrieve()
            .toBodilessEntity();
    if (!answer.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError("The customer was refused: " + answer);
    }
  }

  public static String address(String customerId) {
    return customerId + "@example.org";
  }

  /** What a customer says on the web form; gives the ticket's number. */
  public String complain(String customerId, String topic, String text) {
    return say(customerId, Map.of("topic", topic, "subject", "Complaint", "text", text))
        .path("ticket")
        .asText();
  }

  public JsonNode say(String customerId, Map<String, Object> said) {
    Map<String, Object> body = new HashMap<>(said);
    body.putIfAbsent("id", UUID.randomUUID().toString());
    body.putIfAbsent("from", address(customerId));
    body.putIfAbsent("customerId", customerId);
    var answer = post("agent", "/api/inbound/web", body);
    if (answer.getStatusCode().value() != 202) {
      throw new AssertionError("Not taken: " + answer);
    }
    return answer.getBody();
  }

  public JsonNode ticket(String number) {
    return get("agent", "/api/tickets/" + number);
  }

  /** Waits for an open task of a ticket by its name. */
  public JsonNode task(String ticket, String name) {
    return Awaitility.await("the task '" + name + "' of " + ticket)
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                tasks(ticket).stream()
                    .filter(task -> task.path("name").asText().equals(name))
                    .findFirst()
                    .orElse(null),
            task -> task != null);
  }

  public List<JsonNode> tasks(String ticket) {
    return list(
        get("admin", "/engine-rest/task?maxResults=100&processInstanceBusinessKey=" + ticket));
  }

  /** Fills in a task's form as a person does in Tasklist: claims it, then completes it. */
  public void complete(String user, JsonNode task, Map<String, Object> values) {
    String id = task.path("id").asText();
    var claimed = post(user, "/engine-rest/task/" + id + "/claim", Map.of("userId", user));
    if (!claimed.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError(user + " may not claim: " + claimed);
    }
    var done = submit(user, id, values);
    if (!done.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError("The form was refused: " + done);
    }
  }

  public ResponseEntity<JsonNode> submit(String user, String taskId, Map<String, Object> values) {
    return post(
        user, "/engine-rest/task/" + taskId + "/submit-form", Map.of("variables", typed(values)));
  }

  public static Map<String, Object> typed(Map<String, Object> values) {
    Map<String, Object> variables = new HashMap<>();
    values.forEach((key, value) -> variables.put(key, Map.of("value", value)));
    return variables;
  }

  /** An agent understands the complaint and proposes a solution. */
  public void solve(String ticket, String solution, Double amount) {
    understand("agent", ticket);
    propose("agent", ticket, solution, amount);
  }

  public void understand(String user, String ticket) {
    complete(
        user,
        task(ticket, "Understand complaint"),
        Map.of(
            "topic", "product",
            "whatHappened", "The switch broke on the second day",
            "customerNeeds", "A lamp that works",
            "cause", "A batch of bad switches",
            "nextStep", "solve"));
  }

  /** The same in words that can be found again. */
  void understandIn(String ticket, String mark) {
    complete(
        "agent",
        task(ticket, "Understand complaint"),
        Map.of(
            "topic",
            "product",
            "whatHappened",
            mark + "happened",
            "customerNeeds",
            mark + "needs",
            "nextStep",
            "solve"));
  }

  public int delete(String user, String path) {
    return as(user).delete().uri(path).retrieve().toBodilessEntity().getStatusCode().value();
  }

  public void propose(String user, String ticket, String solution, Double amount) {
    Map<String, Object> values = new HashMap<>();
    values.put("solution", solution);
    values.put("whatWentWrong", "The switch in your lamp came from a bad batch.");
    values.put("whatWeDo", "A new lamp is on its way to you.");
    values.put("personalWords", "Enjoy the light again!");
    if (amount != null) {
      values.put("goodwillAmount", amount);
    }
    complete(user, task(ticket, "Propose solution"), values);
  }

  /** Solves it with a goodwill that needs approval, in words that can be found again. */
  public void solveWith(String ticket, String mark) {
    understand("agent", ticket);
    solveOnlyWith(ticket, mark);
  }

  public void solveOnlyWith(String ticket, String mark) {
    complete(
        "agent",
        task(ticket, "Propose solution"),
        Map.of(
            "solution", "goodwill",
            "goodwillAmount", 500.0,
            "whatWentWrong", mark + "wrong",
            "whatWeDo", mark + "do",
            "personalWords", mark + "words"));
  }

  /** Opens a public link of a mail and presses its button. */
  public ResponseEntity<String> press(String link) {
    return RestClient.builder()
        .baseUrl(url)
        .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {})
        .build()
        .post()
        .uri(path(link))
        .retrieve()
        .toEntity(String.class);
  }

  public static String path(String link) {
    Matcher matcher = LINK.matcher(link);
    if (!matcher.find()) {
      throw new AssertionError("No link in " + link);
    }
    return matcher.group(1);
  }

  /** The public links of a mail's text, in order. */
  public static List<String> links(String text) {
    return LINK.matcher(text).results().map(result -> result.group(0)).toList();
  }

  /** Sets the clock forward, and waits where many things happen on the way. */
  public void forward(String duration) {
    forward("advance", duration);
  }

  /** Sets the clock forward to a moment; when it has passed already, nothing happens. */
  public void forwardTo(Instant moment) {
    if (moment.isAfter(now())) {
      forward("set", moment.atOffset(ZoneOffset.UTC).toString());
    }
  }

  public Instant now() {
    return Instant.parse(get("agent", "/api/demo/clock").path("now").asText());
  }

  private void forward(String how, String goal) {
    var answer = post("agent", "/api/demo/clock", Map.of(how, goal));
    if (!answer.getStatusCode().is2xxSuccessful()) {
      throw new AssertionError("The clock did not go forward: " + answer);
    }
    Awaitility.await("the clock to go forward, %s %s".formatted(how, goal))
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .until(
            () -> get("agent", "/api/demo/clock/progress").path("status").asText(),
            status -> !status.equals("running"));
    JsonNode progress = get("agent", "/api/demo/clock/progress");
    if (!progress.path("status").asText().equals("done")) {
      throw new AssertionError("The clock stopped early: " + progress);
    }
  }

  public List<String> story(String customerId) {
    return list(get("agent", "/api/customers/" + customerId + "/timeline").path("items")).stream()
        .map(entry -> entry.path("title").asText())
        .toList();
  }

  public List<JsonNode> messages(String customerId) {
    return list(get("agent", "/api/messages?customerId=" + customerId).path("items"));
  }

  public static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
