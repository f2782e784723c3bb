package org.carejourney.engine.guard;

import java.util.Set;
import java.util.regex.Pattern;

/** The engine's REST operations by which typed text would get around the forms. */
enum Refused {
  COMMENT("POST|PUT", "/(task|process-instance)/[^/]+/comment(/create)?", false, false),
  ATTACHMENT("POST|PUT", "/task/[^/]+/attachment/create", false, false),
  OWN_TASK("POST", "/task/create", false, false),
  VARIABLE("POST|PUT|DELETE", "/[a-z-]+/[^/]+/(variables|localVariables)(/.*)?", true, false),
  VARIABLES_OF_MANY("POST", "/process-instance/variables-async", true, false),
  FINISH_TASK("POST", "/task/[^/]+/(complete|resolve|bpmnError|bpmnEscalation)", true, true),
  START("POST", "/process-definition/.+/start", true, true),
  MESSAGE("POST", "/(message|signal|condition|process-instance/message-async)", true, true),
  TRIGGER("POST", "/execution/[^/]+/(signal|messageSubscriptions/[^/]+/trigger)", true, true),
  MOVE("POST", "/process-instance/[^/]+/modification(-async)?", true, true),
  MOVE_MANY("POST", "/(modification|migration)/execute(Async)?", true, true),
  EXTERNAL("POST", "/external-task/[^/]+/(complete|failure|bpmnError)", true, true);

  /** Where these requests carry text. */
  private static final Set<String> TEXT =
      Set.of(
          "variables",
          "localVariables",
          "processVariables",
          "processVariablesLocal",
          "processVariablesToTriggeredScope",
          "errorMessage",
          "errorDetails",
          "annotation");

  private final Pattern method;
  private final Pattern path;
  private final boolean openToAdministrators;
  private final boolean onlyWithText;

  Refused(String method, String path, boolean openToAdministrators, boolean onlyWithText) {
    this.method = Pattern.compile(method);
    this.path = Pattern.compile(".*(/engine-rest|/engine/[^/]+)" + path);
    this.openToAdministrators = openToAdministrators;
    this.onlyWithText = onlyWithText;
  }

  boolean matches(String requestMethod, String requestPath, JsonFields body) {
    return method.matcher(requestMethod).matches()
        && path.matcher(requestPath).matches()
        && (!onlyWithText || body.hold(TEXT::contains));
  }

  boolean openToAdministrators() {
    return openToAdministrators;
  }

  String instead() {
    return openToAdministrators
        ? "Variables are set by the forms, which check them and keep what people type erasable:"
            + " submit the form (submit-form) instead"
        : "Comments, attachments and own tasks would stay in the engine for good:"
            + " write it into the form instead";
  }
}
