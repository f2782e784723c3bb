package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carejourney.models.DiagramRulesTest.Mistake.in;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule catches the mistake it is there for, and nothing in the diagram without it. */
class DiagramRulesTest {

  private static final String RESOLVE = "processes/support/resolve-complaint.bpmn";
  private static final String FIND = "processes/support/find-solution.bpmn";
  private static final Models MODELS = Models.read();
  private static final Map<String, String> TEXTS = Models.files("processes", ".bpmn");
  private static final Map<String, Rule> RULES =
      Stream.concat(DiagramTest.rules(), Stream.of(ReferenceRules.BLOCKS))
          .collect(Collectors.toMap(Rule::name, rule -> rule));

  /**
   * A change that a hurried designer might make.
   *
   * @param at id of the element that the rule then names
   */
  record Mistake(String rule, String path, String from, String to, String at) {

    static Mistake in(String path, String rule, String from, String to, String at) {
      return new Mistake(rule, path, from, to, at);
    }

    @Override
    public String toString() {
      return rule + ": " + at;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(naming(), layout(), steps(), loops(), references(), events())
        .flatMap(all -> all);
  }

  private static Stream<Mistake> naming() {
    return Stream.of(
        in(
            FIND,
            "one process per file",
            "<bpmn:message ",
            "<bpmn:process id=\"second\" isExecutable=\"true\" /><bpmn:message ",
            "second"),
        in(
            FIND,
            "file and process id are the same words",
            "process id=\"findSolution\"",
            "process id=\"searchSolution\"",
            "searchSolution"),
        in(
            FIND,
            "element ids are prefix plus words",
            "Activity_AskCustomer",
            "Activity_0x7ab1c",
            "Activity_0x7ab1c"),
        in(FIND, "element ids are prefix plus words", "Flow_ApprovedYes", "yes", "yes"),
        in(
            FIND,
            "activities are verb and object",
            "name=\"Ask customer\"",
            "name=\"Question\"",
            "Activity_AskCustomer"),
        in(
            FIND,
            "activities are verb and object",
            "name=\"Approve solution\"",
            "name=\"Verification of solution\"",
            "Activity_ApproveSolution"),
        in(
            FIND,
            "activities are verb and object",
            "name=\"Ask customer\"",
            "name=\"Ask Customer\"",
            "Activity_AskCustomer"),
        in(
            FIND,
            "events are object and state",
            "name=\"Solution found\"",
            "",
            "Event_SolutionFound"),
        in(
            FIND,
            "events are object and state",
            "name=\"Solution found\"",
            "name=\"End\"",
            "Event_SolutionFound"),
        in(
            FIND,
            "splitting gateways ask a question",
            "name=\"Approved?\"",
            "name=\"Approved\"",
            "Gateway_Approved"),
        in(
            FIND,
            "splitting gateways ask a question",
            "id=\"Flow_ApprovedYes\" name=\"Yes\"",
            "id=\"Flow_ApprovedYes\"",
            "Flow_ApprovedYes"),
        in(
            FIND,
            "splitting gateways have a default",
            " default=\"Flow_ApprovedNo\"",
            "",
            "Gateway_Approved"),
        in(
            FIND,
            "splitting gateways have a default",
            " default=\"Flow_ApprovedNo\"",
            " default=\"Flow_ApprovedYes\"",
            "Flow_ApprovedNo"));
  }

  private static Stream<Mistake> layout() {
    return Stream.of(
        in(
            FIND,
            "everything is drawn",
            "bpmnElement=\"Activity_AskCustomer\"",
            "bpmnElement=\"Activity_ProposeSolution\"",
            "Activity_AskCustomer"),
        in(
            FIND,
            "everything is drawn",
            "bpmnElement=\"Flow_ApprovedNo\"",
            "bpmnElement=\"Flow_ApprovedYes\"",
            "Flow_ApprovedNo"),
        in(
            RESOLVE,
            "a diagram has twenty activities at most",
            "<bpmn:endEvent id=\"Event_TeamWarned\"",
            "<bpmn:task id=\"Activity_One\" /><bpmn:endEvent id=\"Event_TeamWarned\"",
            "resolveComplaint"),
        in(
            FIND,
            "shapes do not overlap",
            "<dc:Bounds x=\"780\" y=\"160\"",
            "<dc:Bounds x=\"690\" y=\"160\"",
            "Activity_CheckGoodwillLimit"),
        in(
            FIND,
            "lines keep away from shapes",
            "<di:waypoint x=\"980\" y=\"200\" />",
            "<di:waypoint x=\"600\" y=\"200\" />",
            "Flow_ApprovalNeededNo"),
        in(
            FIND,
            "labels are readable",
            "<dc:Bounds x=\"293\" y=\"383\"",
            "<dc:Bounds x=\"240\" y=\"300\"",
            "Event_CustomerAnswered"),
        in(
            FIND,
            "flows go to the right",
            "<di:waypoint x=\"1192\" y=\"200\" />",
            "<di:waypoint x=\"900\" y=\"200\" />",
            "Flow_ApprovalNeededNo"));
  }

  private static Stream<Mistake> steps() {
    return Stream.of(
        in(
            FIND,
            "the process is executable",
            "isExecutable=\"true\"",
            "isExecutable=\"false\"",
            "findSolution"),
        in(
            FIND,
            "the history has an end",
            " camunda:historyTimeToLive=\"P365D\"",
            "",
            "findSolution"),
        in(
            FIND,
            "the platform is named",
            "executionPlatformVersion=\"7.24.0\"",
            "executionPlatformVersion=\"8.6.0\"",
            "Definitions_FindSolution"),
        in(
            FIND,
            "the process says what it is for",
            "<bpmn:documentation>People",
            "<bpmn:documentation>Todo</bpmn:documentation><!--",
            "findSolution"),
        in(
            FIND,
            "no scripts",
            "<bpmn:endEvent id=\"Event_SolutionFound\"",
            "<bpmn:scriptTask id=\"Activity_Calculate\" /><bpmn:endEvent id=\"Event_SolutionFound\"",
            "Activity_Calculate"),
        in(
            FIND,
            "no scripts",
            "<camunda:inputParameter name=\"approved\" />",
            "<camunda:inputParameter name=\"approved\"><camunda:script scriptFormat=\"juel\">1"
                + "</camunda:script></camunda:inputParameter>",
            "Activity_ApproveSolution"),
        in(
            FIND,
            "no classes",
            "camunda:delegateExpression=\"${sendMessage}\"",
            "camunda:class=\"java.util.Date\"",
            "Activity_AskCustomer"),
        in(
            FIND,
            "no classes",
            "delegateExpression=\"${ticketAsked}\"",
            "class=\"java.util.Date\"",
            "Gateway_Reaction"),
        in(
            FIND,
            "service tasks run a block",
            "camunda:delegateExpression=\"${sendMessage}\"",
            "camunda:expression=\"${1 + 1}\"",
            "Activity_AskCustomer"),
        // After a user task.
        save(FIND, "Activity_CheckGoodwillLimit"),
        // After a user task and a gateway.
        save(FIND, "Activity_AskCustomer"),
        // After a start form.
        save(RESOLVE, "Activity_OpenTicket"),
        // After a received message.
        save(RESOLVE, "Activity_ReopenTicket"),
        // After a message boundary event.
        save(RESOLVE, "Activity_WithdrawTicket"),
        // Inside an event sub process.
        save(RESOLVE, "Activity_PassOnReply"),
        // After a sub process that ends with an act.
        save(RESOLVE, "Activity_CloseTicket"),
        // After a called process that ends with an act.
        save(RESOLVE, "Activity_TellSolution"),
        in(
            RESOLVE,
            "an act is followed by a save point",
            "name=\"Ticket opened\" camunda:asyncBefore=\"true\"",
            "name=\"Ticket opened\"",
            "Activity_DecidePriority"),
        in(
            RESOLVE,
            "no save point after a timer",
            "id=\"Activity_WarnTeam\"",
            "id=\"Activity_WarnTeam\" camunda:asyncBefore=\"true\"",
            "Activity_WarnTeam"),
        in(
            FIND,
            "jobs are retried with growing pauses",
            "PT10S,PT1M,PT10M,PT1H",
            "R3/PT0S",
            "Activity_AskCustomer"),
        in(
            FIND,
            "jobs are retried with growing pauses",
            "PT10S,PT1M,PT10M,PT1H",
            "PT1H,PT1S",
            "Activity_AskCustomer"),
        in(
            RESOLVE,
            "called processes get the business key",
            "businessKey=\"#{execution.processBusinessKey}\"",
            "source=\"messageOutcome\" target=\"messageOutcome\"",
            "Activity_FindSolution"));
  }

  private static Mistake save(String path, String step) {
    String text = TEXTS.get(path);
    int start = text.indexOf("id=\"" + step + "\"");
    String element = text.substring(start, text.indexOf('>', start));
    return in(
        path,
        "an act is followed by a save point",
        element,
        element.replace(" camunda:asyncBefore=\"true\"", ""),
        step);
  }

  private static Stream<Mistake> loops() {
    return Stream.of(
        once(FIND, "${level}.${round}", "Activity_AskCustomer"),
        once(RESOLVE, "${level}", "Activity_AcknowledgeComplaint"),
        // Behind an event that does not interrupt a step of the loop.
        in(
            RESOLVE,
            "steps in a loop name their occasion",
            """
            value="support/complaint-follow-up" />
                        <camunda:property name="purpose" value="service" />
                        <camunda:property name="channels" value="email, sms" />
                        <camunda:property name="occasion" value="${level}" />\
            """,
            "value=\"support/complaint-follow-up\" />",
            "Activity_SendFollowUp"),
        // Several replies may come.
        in(
            RESOLVE,
            "steps in a loop name their occasion",
            "camunda:delegateExpression=\"${passOnReply}\"",
            "camunda:delegateExpression=\"${sendMessage}\"",
            "Activity_PassOnReply"));
  }

  private static Mistake once(String path, String from, String at) {
    return in(
        path,
        "steps in a loop name their occasion",
        "name=\"occasion\" value=\"" + from + "\"",
        "name=\"occasion\" value=\"once\"",
        at);
  }

  private static Stream<Mistake> references() {
    String ask = "Activity_AskCustomer";
    return Stream.of(
        in(
            FIND,
            "user tasks have the form of their name",
            "formRef=\"approve-solution\"",
            "formRef=\"propose-solution\"",
            "Activity_ApproveSolution"),
        in(
            FIND,
            "forms exist",
            "formRef=\"approve-solution\"",
            "formRef=\"aprove-solution\"",
            "Activity_ApproveSolution"),
        in(
            FIND,
            "decisions exist",
            "decisionRef=\"checkGoodwillLimit\"",
            "decisionRef=\"checkGoodwil\"",
            "Activity_CheckGoodwillLimit"),
        in(
            RESOLVE,
            "called processes exist",
            "calledElement=\"findSolution\"",
            "calledElement=\"findNothing\"",
            "Activity_FindSolution"),
        in(
            FIND,
            "the newest version is bound",
            "formRef=\"approve-solution\" camunda:formRefBinding=\"latest\"",
            "formRef=\"approve-solution\" camunda:formRefBinding=\"deployment\"",
            "Activity_ApproveSolution"),
        in(
            FIND,
            "the newest version is bound",
            " camunda:decisionRefBinding=\"latest\"",
            " camunda:decisionRefBinding=\"deployment\"",
            "Activity_CheckGoodwillLimit"),
        in(
            RESOLVE,
            "the newest version is bound",
            "calledElementBinding=\"latest\"",
            "calledElementBinding=\"deployment\"",
            "Activity_FindSolution"),
        in(
            FIND,
            "templates exist in every language",
            "support/complaint-question",
            "support/complaint-quiz",
            ask),
        in(
            FIND,
            "templates exist in every language",
            "name=\"channels\" value=\"email, sms\"",
            "name=\"channels\" value=\"email, phone\"",
            ask),
        in(
            FIND,
            "messages are named and sent by somebody",
            "name=\"care.questionAnswered\"",
            "name=\"care.questionAnswerd\"",
            "Message_QuestionAnswered"),
        in(
            FIND,
            "messages are named and sent by somebody",
            "name=\"care.questionAnswered\"",
            "name=\"Customer answered\"",
            "Message_QuestionAnswered"),
        in(
            FIND,
            "messages are named and sent by somebody",
            " messageRef=\"Message_QuestionAnswered\"",
            "",
            "Message_CustomerAnsweredCatch"),
        in(
            RESOLVE,
            "errors have a code that somebody throws",
            "errorCode=\"customerUnreachable\"",
            "errorCode=\"customerUnreachabel\"",
            "Error_CustomerUnreachable"),
        in(
            FIND,
            "steps show their element template",
            "org.carejourney.sendMessage\" camunda:modelerTemplateVersion=\"3\"",
            "org.carejourney.sendMessage\" camunda:modelerTemplateVersion=\"2\"",
            ask),
        in(
            FIND,
            "steps show their element template",
            " camunda:modelerTemplate=\"org.carejourney.sendMessage\"",
            "",
            ask),
        in(
            FIND,
            "steps fill in the fields of their block",
            "name=\"purpose\" value=\"service\"",
            "name=\"purpose\" value=\"servise\"",
            ask),
        in(
            FIND,
            "steps fill in the fields of their block",
            "name=\"template\" value=\"support/complaint-question\"",
            "name=\"temlate\" value=\"support/complaint-question\"",
            ask),
        in(
            FIND,
            "a module uses what stands to its left",
            "support/complaint-question",
            "journey/welcome",
            ask),
        in(FIND, "delegate expressions name a block", "${sendMessage}", "${sendMesage}", ask),
        in(
            FIND,
            "delegate expressions name a block",
            "${ticketAsked}",
            "${ticketAskd}",
            "Gateway_Reaction"));
  }

  private static Stream<Mistake> events() {
    String catches = "name=\"Customer answered\">";
    String data =
        "<bpmn:extensionElements><camunda:properties><camunda:property name=\"data\" value=\"%s\" />"
            + "</camunda:properties></bpmn:extensionElements>";
    return Stream.of(
        // Our own messages bring what they bring.
        in(
            FIND,
            "data is declared where an event comes in",
            catches,
            catches + data.formatted("product"),
            "Event_CustomerAnswered"),
        in(
            RESOLVE,
            "start events have no save point",
            "name=\"Complaint received\"",
            "name=\"Complaint received\" camunda:asyncBefore=\"true\"",
            "Event_ComplaintReceived"));
  }

  @Test
  void anEventsNameIsAMessageAndItsDataAreNamesOfFields() {
    Diagram diagram = hearing("order.delivered", "product, price2");
    for (String rule :
        new String[] {
          "messages are named and sent by somebody", "data is declared where an event comes in"
        }) {
      assertThat(RULES.get(rule).findings(diagram, MODELS.with(diagram))).as(rule).isEmpty();
    }
    for (String wrong : new String[] {"customerId", "a b", "product,,price", "1st"}) {
      Diagram other = hearing("order.delivered", wrong);
      assertThat(
              RULES
                  .get("data is declared where an event comes in")
                  .findings(other, MODELS.with(other)))
          .as(wrong)
          .hasSize(1);
    }
  }

  private static Diagram hearing(String event, String data) {
    String catches = "name=\"Customer answered\">";
    return Diagram.parse(
        FIND,
        TEXTS
            .get(FIND)
            .replace("name=\"care.questionAnswered\"", "name=\"" + event + "\"")
            .replace(
                catches,
                catches
                    + "<bpmn:extensionElements><camunda:properties><camunda:property name=\"data\""
                    + " value=\"%s\" /></camunda:properties></bpmn:extensionElements>"
                        .formatted(data)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void catches(Mistake mistake) {
    String text = TEXTS.get(mistake.path());
    assertThat(text).as("what is to be changed").contains(mistake.from());
    String wrong = text.replace(mistake.from(), mistake.to());
    if (wrong.contains("<!--")) {
      wrong = wrong.replaceFirst("(<!--[^<]*)</bpmn:documentation>", "$1-->");
    }
    Diagram diagram = Diagram.parse(mistake.path(), wrong);
    assertThat(RULES.get(mistake.rule()).findings(diagram, MODELS.with(diagram)))
        .anyMatch(finding -> finding.startsWith(mistake.path() + ": " + mistake.at() + ": "));
  }

  @Test
  void aDiagramFurtherLeftMayNotUseThisOnesFormsDecisionsBlocksAndProcesses() {
    String moved = RESOLVE.replace("support", "messaging");
    Diagram diagram = Diagram.parse(moved, TEXTS.get(RESOLVE));
    assertThat(RULES.get("a module uses what stands to its left").findings(diagram, MODELS))
        .extracting(finding -> finding.split(": ", -1)[1])
        .contains(
            "Event_ComplaintTakenByPhone", // a form
            "Activity_DecidePriority", // a decision
            "Activity_OpenTicket", // a block
            "Activity_FindSolution", // a process
            "Activity_SendClosingNote"); // a template
  }

  @Test
  void everyRuleIsShownToCatchSomething() {
    assertThat(mistakes().map(Mistake::rule).collect(Collectors.toSet())).isEqualTo(RULES.keySet());
  }
}
