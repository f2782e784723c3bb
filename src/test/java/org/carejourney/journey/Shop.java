package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.carejourney.Api;
import org.carejourney.Visitor;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.support.House;

/** A company's shop that tells Carejourney what happened, over HTTP, and diagrams that hear it. */
public final class Shop {

  /** How an event travels. */
  public enum Mode {
    STRUCTURED,
    BINARY
  }

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Visitor program;
  private final Visitor designer;
  private final Api api;
  private final Api engine;
  private final House house;
  private final int port;

  public Shop(int port) {
    this.port = port;
    program = Visitor.program(port, "agent");
    designer = Visitor.program(port, "admin");
    api = new Api(program);
    engine = new Api(designer);
    house = new House(port);
  }

  public House house() {
    return house;
  }

  public int port() {
    return port;
  }

  public Api api() {
    return api;
  }

  /** A diagram of one process that starts on an event and goes on to {@code first}. */
  public static String journey(String key, String type, String data, String elements) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            id="d" targetNamespace="test">
          <bpmn:message id="Message_Start" name="%2$s"/>
          <bpmn:process id="%1$s" name="Name of %1$s" isExecutable="true"
              camunda:historyTimeToLive="P1D">
            <bpmn:startEvent id="Start">
              <bpmn:extensionElements><camunda:properties>
                <camunda:property name="data" value="%3$s"/>
              </camunda:properties></bpmn:extensionElements>
              <bpmn:messageEventDefinition id="StartDefinition" messageRef="Message_Start"/>
            </bpmn:startEvent>
            <bpmn:sequenceFlow id="f0" sourceRef="Start" targetRef="first"/>
            %4$s
          </bpmn:process>
        </bpmn:definitions>
        """
        .formatted(key, type, data, elements);
  }

  /** The same, waiting at a task for ever. */
  public static String journey(String key, String type, String data) {
    return journey(key, type, data, "<bpmn:userTask id=\"first\" name=\"Wait for ever\"/>");
  }

  /** The same, waiting for a second event, whose data it wants to know too. */
  public static String waiting(String key, String type, String second, String data) {
    return journey(
            key,
            type,
            "",
            """
            <bpmn:receiveTask id="first" messageRef="Message_Second">
              <bpmn:extensionElements><camunda:properties>
                <camunda:property name="data" value="%s"/>
              </camunda:properties></bpmn:extensionElements>
            </bpmn:receiveTask>
            <bpmn:sequenceFlow id="f1" sourceRef="first" targetRef="then"/>
            <bpmn:userTask id="then" name="Has heard"/>"""
                .formatted(data))
        .replace(
            "<bpmn:process",
            "<bpmn:message id=\"Message_Second\" name=\"" + second + "\"/><bpmn:process");
  }

  /** Deploys a diagram; gives the deployment's id. */
  public String deploy(String diagram) {
    return engine.deploy("test-" + UUID.randomUUID() + ".bpmn", diagram);
  }

  public HttpResponse<String> tryToDeploy(String diagram) {
    return designer.deploy(
        "/engine-rest",
        "test-" + UUID.randomUUID() + ".bpmn",
        diagram.getBytes(StandardCharsets.UTF_8));
  }

  /** Removes a diagram with all that runs of it. */
  public void remove(String deployment) {
    settled(() -> designer.delete("/engine-rest/deployment/" + deployment + "?cascade=true"));
  }

  /** Again while a job of the process is at work: the engine then refuses one of the two. */
  private static HttpResponse<String> settled(Callable<HttpResponse<String>> ending) {
    return Awaitility.await("a process to end").until(ending, answer -> answer.statusCode() != 500);
  }

  /** A name that no other test uses, as event type or process key. */
  public static String unique(String word) {
    return word + UUID.randomUUID().toString().replaceAll("[^a-z]", "");
  }

  /** An event with an id of its own. */
  public static Map<String, Object> event(String type, String customerId) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", UUID.randomUUID().toString());
    event.put("source", "/test/shop");
    event.put("type", type);
    event.put("subject", customerId);
    return event;
  }

  public static Map<String, Object> event(
      String type, String customerId, Map<String, Object> data) {
    Map<String, Object> event = event(type, customerId);
    event.put("data", data);
    return event;
  }

  /** Tells an event that is taken; gives the answer. */
  public JsonNode tell(Map<String, Object> event) {
    return Api.json(send(Mode.STRUCTURED, event), 202);
  }

  public JsonNode tell(String type, String customerId) {
    return tell(event(type, customerId));
  }

  public HttpResponse<String> send(Mode mode, Map<String, Object> event) {
    if (mode == Mode.STRUCTURED) {
      return program.send(
          "POST",
          "/api/events",
          "application/cloudevents+json; charset=utf-8",
          BodyPublishers.ofString(Api.written(event)));
    }
    var request = program.request("/api/events");
    event.forEach(
        (name, value) -> {
          if (!name.equals("data")) {
            request.header("ce-" + name, encoded(value.toString()));
          }
        });
    Object data = event.get("data");
    return program.send(
        data == null
            ? request.POST(BodyPublishers.noBody())
            : request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Api.written(data))));
  }

  /** As the HTTP binding wants headers that are not plain ASCII. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  public Instant now() {
    return house.now();
  }

  /** Running instances of a process for a business key. */
  public List<String> running(String process, String businessKey) {
    List<String> ids = new ArrayList<>();
    engine
        .get(
            "/engine-rest/process-instance?maxResults=50&processDefinitionKey=%s&businessKey=%s"
                .formatted(process, businessKey))
        .forEach(instance -> ids.add(instance.path("id").asText()));
    return ids;
  }

  /** The one running instance. */
  public String instance(String process, String businessKey) {
    List<String> ids = running(process, businessKey);
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  public JsonNode variables(String instance) {
    return engine.get("/engine-rest/process-instance/" + instance + "/variables");
  }

  public Object variable(String instance, String name) {
    JsonNode value = variables(instance).path(name);
    assertThat(value.isMissingNode()).as(name).isFalse();
    return value.path("value").isNull() ? null : value.path("value").asText();
  }

  /** When the one timer of an instance rings. */
  public Instant due(String instance) {
    JsonNode jobs = engine.get("/engine-rest/job?maxResults=10&processInstanceId=" + instance);
    assertThat(jobs).hasSize(1);
    return OffsetDateTime.parse(
            jobs.get(0).path("dueDate").asText().replaceFirst("(\\d\\d)(\\d\\d)$", "$1:$2"))
        .toInstant();
  }

  public HttpResponse<String> startByHand(String process, String businessKey) {
    return program.post(
        "/engine-rest/process-definition/key/" + process + "/start",
        businessKey == null ? "{}" : "{\"businessKey\": \"" + businessKey + "\"}");
  }

  public HttpResponse<String> end(String instance) {
    String address = "/engine-rest/process-instance/" + instance + "?skipCustomListeners=true";
    return settled(() -> designer.delete(address));
  }

  public Visitor admin() {
    return designer;
  }

  /** The entries of kind "event" on a customer's timeline, newest first. */
  public List<JsonNode> story(String customerId) {
    return House.list(api.get("/api/customers/" + customerId + "/timeline").path("items")).stream()
        .filter(entry -> entry.path("kind").asText().equals("event"))
        .toList();
  }

  /**
   * Sets the clock to ten in the morning of the next business day in Berlin, unless it is about
   * that: an hour at which every letter may go.
   */
  public void openInTheMorning(BusinessCalendar calendar) {
    ZonedDateTime now = now().atZone(BERLIN);
    LocalDate day = now.getHour() < 11 ? now.toLocalDate() : now.toLocalDate().plusDays(1);
    while (!calendar.businessDay(day, "DE")) {
      day = day.plusDays(1);
    }
    house.forwardTo(day.atTime(10, 0, 1).atZone(BERLIN).toInstant());
  }

  /** A moment that many days before now. */
  public Instant daysAgo(int days) {
    return now().minus(Duration.ofDays(days));
  }
}
