package org.carejourney.engine.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Models that bring code, fetch addresses or define entities, deployed over HTTP. */
@CareTest
class DeploymentAttackTest {

  private static final String REST = "/engine-rest";
  private static final String WEBAPP = "/camunda/api/engine/engine/default";

  /** Public, with a constructor that tells: what an attacker's class on the class path would be. */
  public static final class Instantiated {
    static final AtomicInteger TIMES = new AtomicInteger();

    public Instantiated() {
      TIMES.incrementAndGet();
    }
  }

  @LocalServerPort int port;
  @Autowired RepositoryService repository;

  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer listener;
  private String address;

  @BeforeEach
  void listen() throws IOException {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          fetches.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    listener.start();
    address = "http://localhost:" + listener.getAddress().getPort() + "/evil.xsd";
  }

  @AfterEach
  void cleanUp() {
    listener.stop(0);
    repository.createDeploymentQuery().deploymentNameLike("guard-%").listPage(0, 100).stream()
        .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
  }

  static Stream<String> foreignCode() {
    String evil = "org.carejourney.engine.guard.DeploymentAttackTest$Instantiated";
    String script = "<script>''.getClass().forName('java.lang.Runtime')</script>";
    return Stream.of(
        "<scriptTask id='t' scriptFormat='juel'>" + script + "</scriptTask>",
        "<scriptTask id='t' scriptFormat='javascript' camunda:resource='x.js'/>",
        "<serviceTask id='t' camunda:class='" + evil + "'/>",
        "<serviceTask id='t' xmlns:activiti='http://activiti.org/bpmn' activiti:class='%s'/>"
            .formatted(evil),
        "<sendTask id='t' camunda:class='" + evil + "'/>",
        "<businessRuleTask id='t' camunda:class='" + evil + "'/>",
        "<serviceTask id='t' camunda:type='shell'>"
            + ext("<camunda:field name='command' stringValue='touch'/>")
            + "</serviceTask>",
        "<serviceTask id='t' camunda:type='Mail'/>",
        "<userTask id='t'>"
            + ext("<camunda:taskListener event='create' class='" + evil + "'/>")
            + "</userTask>",
        "<userTask id='t'>"
            + ext("<camunda:executionListener event='start' class='" + evil + "'/>")
            + "</userTask>",
        "<userTask id='t'>"
            + ext(
                "<camunda:taskListener event='create'><camunda:script scriptFormat='juel'>${1}"
                    + "</camunda:script></camunda:taskListener>")
            + "</userTask>",
        "<userTask id='t'>"
            + ext(
                "<camunda:inputOutput><camunda:inputParameter name='x'><camunda:script"
                    + " scriptFormat='juel'>${1}</camunda:script></camunda:inputParameter>"
                    + "</camunda:inputOutput>")
            + "</userTask>",
        "<userTask id='t' camunda:formHandlerClass='" + evil + "'/>",
        "<callActivity id='t' calledElement='x' camunda:variableMappingClass='" + evil + "'/>",
        "<userTask id='t'>"
            + ext(
                "<camunda:formData><camunda:formField id='x' type='string'><camunda:validation>"
                    + "<camunda:constraint name='validator' config='"
                    + evil
                    + "'/></camunda:validation></camunda:formField></camunda:formData>")
            + "</userTask>");
  }

  @ParameterizedTest
  @MethodSource("foreignCode")
  void codeInADiagramIsRefusedWithAClearSentence(String task) {
    byte[] model = Models.bytes(Models.process("guardCode", task));

    for (HttpResponse<String> answer : deployEverywhere("guard-code.bpmn", model)) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body())
          .containsAnyOf("block instead", "what they declare")
          .contains("\"line\"");
    }
    assertThat(Instantiated.TIMES).hasValue(0);
    assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("guardCode").count())
        .isZero();
  }

  static Stream<Charset> charsets() {
    return Stream.of(ISO_8859_1, java.nio.charset.StandardCharsets.UTF_8, UTF_16, UTF_16LE);
  }

  @ParameterizedTest
  @MethodSource("charsets")
  void aHintWhereToFetchASchemaIsNotFollowed(Charset charset) {
    List<String> hints =
        List.of(
            "xsi:schemaLocation=\"http://evil " + address + "\"",
            "xsi:schemaLocation = 'http://evil " + address + "'",
            "xsi:noNamespaceSchemaLocation='" + address + "'",
            "xmlns:ä='http://www.w3.org/2001/XMLSchema-instance' ä:schemaLocation='http://evil %s'"
                .formatted(address),
            "xsi:schemaxsi:schemaLocation=''Location='http://evil " + address + "'");
    for (int i = 0; i < hints.size(); i++) {
      String id = "guardHint" + i;
      String model =
          Models.process(id, hints.get(i), task(hints.get(i), ""))
              .replace("encoding=\"UTF-8\"", "encoding=\"%s\"".formatted(charset.name()));
      deployEverywhere("guard-" + id + charset.name() + ".bpmn", model.getBytes(charset));
      deployEverywhere(
          "guard-inner-" + id + charset.name() + ".bpmn",
          Models.process(id, task(hints.get(i), hints.get(i)))
              .replace("encoding=\"UTF-8\"", "encoding=\"%s\"".formatted(charset.name()))
              .getBytes(charset));
    }
    assertThat(fetches).hasValue(0);
    assertThat(
            repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("guardHint0")
                .latestVersion()
                .singleResult())
        .as("the harmless rest of the diagram is deployed")
        .isNotNull();
  }

  @Test
  void anEncodingThatOnlyTheParserKnowsIsRefused() {
    String model =
        Models.process(
                "guardEbcdic", "xsi:schemaLocation='http://evil " + address + "'", task("", ""))
            .replace("UTF-8", "cp037");
    for (String charset : List.of("cp037", "UTF-32BE")) {
      for (HttpResponse<String> answer :
          deployEverywhere("guard-ebcdic.bpmn", model.getBytes(Charset.forName(charset)))) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("save it as UTF-8");
      }
    }
    assertThat(fetches).hasValue(0);
  }

  @Test
  void aDecisionTablesHintIsNotFollowedEither() {
    String model =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://evil %s"
          xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="d" name="d" namespace="test">
          <decision id="guardHint" name="Decide" camunda:historyTimeToLive="P1D">
            <extensionElements><e:x xmlns:e="http://evil"/></extensionElements>
            <variable id="v" name="x" typeRef="integer"/>
            <literalExpression id="l"><text>1</text></literalExpression>
          </decision>
        </definitions>"""
            .formatted(address);
    for (HttpResponse<String> answer : deployEverywhere("guard-hint.dmn", Models.bytes(model))) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
    assertThat(fetches).hasValue(0);
  }

  static Stream<String> documentTypes() {
    return Stream.of(
        "<!DOCTYPE definitions SYSTEM 'ADDRESS'>",
        "<!DOCTYPE definitions [<!ENTITY x SYSTEM 'ADDRESS'>]>",
        "<!-- <x> --><!DOCTYPE definitions [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>");
  }

  @ParameterizedTest
  @MethodSource("documentTypes")
  void aDocumentTypeIsTheDesignersMistakeNotOurs(String type) {
    String model =
        Models.userTask("guardType").replace("?>", "?>" + type.replace("ADDRESS", address));
    for (String name : List.of("guard-type.bpmn", "guard-type.dmn", "guard-type.bpmn20.xml")) {
      for (HttpResponse<String> answer : deployEverywhere(name, Models.bytes(model))) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("DOCTYPE");
      }
    }
    assertThat(fetches).hasValue(0);
  }

  @Test
  void onlyDesignersAndAdministratorsDeploy() {
    byte[] model = Models.bytes(Models.userTask("guardRight"));
    assertThat(Visitor.stranger(port).deploy(REST, "guard-right.bpmn", model).statusCode())
        .isEqualTo(401);
    for (String user : List.of("agent", "carer", "lead", "operator")) {
      HttpResponse<String> answer =
          Visitor.program(port, user).deploy(REST, "guard-right.bpmn", model);
      assertThat(answer.statusCode()).as(user).isEqualTo(403);
    }
    assertThat(
            Visitor.tasklist(port, "agent").deploy(WEBAPP, "guard-right.bpmn", model).statusCode())
        .isEqualTo(403);
  }

  @Test
  void harmlessModelsDeployAndTheSameAgainIsNoNewVersion() {
    String model =
        Models.process(
            "guardHarmless",
            "xsi:schemaLocation='http://www.omg.org/spec/BPMN/20100524/MODEL BPMN20.xsd'",
            "<userTask id='t' name='Grüße &amp; Wünsche lesen' camunda:candidateGroups='service-team'/>");
    for (int i = 0; i < 2; i++) {
      for (HttpResponse<String> answer :
          deployEverywhere("guard-harmless.bpmn", Models.bytes(model))) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
    }
    var definitions =
        repository.createProcessDefinitionQuery().processDefinitionKey("guardHarmless");
    assertThat(definitions.count()).isOne();
    String stored =
        Visitor.program(port, "designer")
            .get(REST + "/process-definition/key/guardHarmless/xml")
            .body();
    assertThat(stored).contains("Grüße &amp; Wünsche lesen").doesNotContain("schemaLocation");
    assertThat(
            Visitor.program(port, "designer")
                .deploy(
                    REST, "guard-x.form", Models.bytes("{\"id\":\"guard-x\",\"components\":[]}"))
                .statusCode())
        .isEqualTo(200);
  }

  /** As a designer from Modeler and as a logged-in administrator through the web applications. */
  private List<HttpResponse<String>> deployEverywhere(String name, byte[] model) {
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(Visitor.program(port, "designer").deploy(REST, name, model));
    answers.add(Visitor.program(port, "admin").deploy(REST + "/engine/default", name, model));
    answers.add(Visitor.browserWithToken(port, "admin").deploy(WEBAPP, name, model));
    return answers;
  }

  /** With an element whose schema the parser would fetch where the hint says. */
  private static String task(String hint, String onTask) {
    String foreign =
        hint.contains("noNamespace") ? "<x xmlns=''/>" : "<e:x xmlns:e='http://evil'/>";
    return "<userTask id='t' name='Grüße' " + onTask + ">" + ext(foreign) + "</userTask>";
  }

  private static String ext(String inner) {
    return "<extensionElements>" + inner + "</extensionElements>";
  }
}
