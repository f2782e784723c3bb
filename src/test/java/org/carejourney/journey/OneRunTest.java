package org.carejourney.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.journey.Shop.event;
import static org.carejourney.journey.Shop.journey;
import static org.carejourney.journey.Shop.unique;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carejourney.Api;
import org.carejourney.CareTest;
import org.carejourney.journey.Shop.Mode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** A journey runs once for each customer, whoever starts it and however many do so at once. */
@CareTest
class OneRunTest {

  private static final int AT_ONCE = 8;

  @LocalServerPort private int port;
  @Autowired private JdbcTemplate jdbc;

  private final List<String> deployed = new ArrayList<>();
  private final String joined = unique("customer.joined");
  private final String welcome = unique("welcome");
  private Shop shop;
  private String jane;

  @BeforeEach
  void open() {
    shop = new Shop(port);
    jane = shop.house().customer("Jane", "en", "vip");
  }

  @AfterEach
  void remove() {
    deployed.forEach(shop::remove);
    assertThat(jdbc.queryForList("select * from journey_run where process = ?", welcome)).isEmpty();
  }

  private void draw(String diagram) {
    deployed.add(shop.deploy(diagram));
  }

  @Test
  void aStartWithoutACustomerIsRefusedWithClearWords() {
    draw(journey(welcome, joined, ""));
    for (String nobody : new String[] {null, "c-nobody", "T-000001", ""}) {
      HttpResponse<String> refused = shop.startByHand(welcome, nobody);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("needs the id of a customer as its business key");
    }
    assertThat(shop.running(welcome, jane)).isEmpty();
  }

  @Test
  void startedByHandItKnowsWhatAnEventWouldHaveToldIt() {
    draw(journey(welcome, joined, "product"));
    assertThat(shop.startByHand(welcome, jane).statusCode()).isEqualTo(200);
    String instance = shop.instance(welcome, jane);
    assertThat(shop.variable(instance, "customerId")).isEqualTo(jane);
    assertThat(shop.variable(instance, "segment")).isEqualTo("vip");
    assertThat(shop.variable(instance, "eventTime")).isNotNull();
    assertThat(shop.variable(instance, "product")).isNull();

    HttpResponse<String> second = shop.startByHand(welcome, jane);
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(second.body()).contains("runs for the customer " + jane + " already");
    assertThat(shop.tell(joined, jane).path("started").asInt()).isZero();
  }

  @Test
  void theEnginesOwnMessagesAndPartWayStartsAreHeldToItToo() {
    draw(journey(welcome, joined, ""));
    shop.tell(joined, jane);
    var byMessage =
        shop.admin()
            .post(
                "/engine-rest/message",
                "{\"messageName\": \"%s\", \"businessKey\": \"%s\"}".formatted(joined, jane));
    assertThat(byMessage.statusCode()).isEqualTo(400);
    var partWay =
        shop.admin()
            .post(
                "/engine-rest/process-definition/key/" + welcome + "/start",
                """
                {"businessKey": "%s", "startInstructions":
                  [{"type": "startBeforeActivity", "activityId": "first"}]}"""
                    .formatted(jane));
    assertThat(partWay.statusCode()).as(partWay.body()).isEqualTo(400);
    assertThat(shop.running(welcome, jane)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<bpmn:userTask id='first'/>",
        "<bpmn:receiveTask id='first' messageRef='Message_Start'/>",
        "<bpmn:userTask id='first' camunda:asyncBefore='true'/>",
        "<bpmn:subProcess id='first'><bpmn:startEvent id='s'/>"
            + "<bpmn:sequenceFlow id='f2' sourceRef='s' targetRef='u'/>"
            + "<bpmn:userTask id='u'><bpmn:multiInstanceLoopCharacteristics>"
            + "<bpmn:loopCardinality>2</bpmn:loopCardinality>"
            + "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask></bpmn:subProcess>"
      })
  void whereverItIsEndedTheNextOneMayStart(String first) {
    draw(journey(welcome, joined, "", first));
    shop.tell(joined, jane);
    assertThat(shop.end(shop.instance(welcome, jane)).statusCode()).isEqualTo(204);
    assertThat(shop.tell(joined, jane).path("started").asInt()).isEqualTo(1);
  }

  @Test
  void anInstanceThatLosesItsLastStepMakesRoomToo() {
    draw(journey(welcome, joined, ""));
    shop.tell(joined, jane);
    shop.admin()
        .post(
            "/engine-rest/process-instance/%s/modification".formatted(shop.instance(welcome, jane)),
            "{\"instructions\": [{\"type\": \"cancel\", \"activityId\": \"first\"}]}");
    assertThat(shop.running(welcome, jane)).isEmpty();
    assertThat(shop.tell(joined, jane).path("started").asInt()).isEqualTo(1);
  }

  @Test
  void calledByAnotherProcessItIsOneRunAsWell() {
    String caller = unique("caller");
    draw(journey(welcome, joined, ""));
    draw(
        journey(
            caller,
            unique("called"),
            "",
            """
            <bpmn:callActivity id="first" calledElement="%s">
              <bpmn:extensionElements>
                <camunda:in businessKey="#{execution.processBusinessKey}"/>
              </bpmn:extensionElements>
            </bpmn:callActivity>"""
                .formatted(welcome)));
    assertThat(shop.startByHand(caller, jane).statusCode()).isEqualTo(200);
    assertThat(shop.running(welcome, jane)).hasSize(1);
    assertThat(shop.tell(joined, jane).path("started").asInt()).isZero();
    shop.end(shop.instance(caller, jane));
    assertThat(shop.tell(joined, jane).path("started").asInt()).isEqualTo(1);
  }

  @Test
  void aDiagramThatCouldNotBeHeldToItIsNotDeployed() {
    var late =
        shop.tryToDeploy(
            journey(welcome, joined, "")
                .replace("id=\"Start\"", "id=\"Start\" camunda:asyncBefore=\"true\""));
    assertThat(late.statusCode()).as(late.body()).isEqualTo(400);
    assertThat(late.body()).contains("Asynchronous before");
    for (String data :
        List.of("customerId", "product, eventTime", "pro duct", "${x}", "1st", "a.b")) {
      var refused = shop.tryToDeploy(journey(welcome, joined, data));
      assertThat(refused.statusCode()).as(data).isEqualTo(400);
      assertThat(refused.body()).contains("The property 'data'");
    }
  }

  @Test
  void theSameEventOnManyConnectionsHappensOnce() throws Exception {
    draw(journey(welcome, joined, ""));
    for (int round = 0; round < 3; round++) {
      String customer = shop.house().customer("Jane", "en", "vip");
      Map<String, Object> event = event(joined, customer);
      List<HttpResponse<String>> answers =
          atOnce(() -> new Shop(port).send(Mode.STRUCTURED, event));
      assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(202);
      for (HttpResponse<String> answer : answers) {
        JsonNode body = Api.json(answer, answer.statusCode() == 202 ? 202 : 200);
        assertThat(body.path("started").asInt()).isEqualTo(answer.statusCode() == 202 ? 1 : 0);
      }
      assertThat(shop.running(welcome, customer)).hasSize(1);
      assertThat(shop.story(customer)).hasSize(1);
    }
  }

  @Test
  void manyJoinsAtOnceAreOneJourney() throws Exception {
    draw(journey(welcome, joined, ""));
    for (int round = 0; round < 3; round++) {
      String customer = shop.house().customer("Jane", "en", "vip");
      List<JsonNode> answers = atOnce(() -> new Shop(port).tell(joined, customer));
      assertThat(answers).extracting(answer -> answer.path("started").asInt()).containsOnlyOnce(1);
      assertThat(answers).filteredOn(answer -> answer.has("note")).hasSize(AT_ONCE - 1);
      assertThat(shop.running(welcome, customer)).hasSize(1);
      assertThat(shop.story(customer)).hasSize(AT_ONCE);
    }
  }

  @Test
  void manyHandsAndEventsAtOnceAreOneJourney() throws Exception {
    draw(journey(welcome, joined, ""));
    for (int round = 0; round < 3; round++) {
      String customer = shop.house().customer("Jane", "en", "vip");
      List<Integer> started =
          atOnce(
              () ->
                  Thread.currentThread().getName().hashCode() % 2 == 0
                      ? shop.startByHand(welcome, customer).statusCode() == 200 ? 1 : 0
                      : new Shop(port).tell(joined, customer).path("started").asInt());
      assertThat(started).containsOnlyOnce(1);
      assertThat(shop.running(welcome, customer)).hasSize(1);
    }
  }

  private static <T> List<T> atOnce(Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      CountDownLatch ready = new CountDownLatch(AT_ONCE);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
