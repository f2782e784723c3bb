package org.carejourney.engine.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.carejourney.engine.Problem;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Keeps what people type out of the engine, whose history cannot forget: it comes in by the forms,
 * which keep it where it can be erased. Around the forms only an administrator may set variables,
 * and nobody may leave comments, attachments or task descriptions.
 */
@Component
class TypedText {

  private static final Pattern TASK = Pattern.compile("/task/([^/]+)");

  private final ObjectProvider<TaskService> tasks;

  TypedText(ObjectProvider<TaskService> tasks) {
    this.tasks = tasks;
  }

  /**
   * Checks one request to the engine's REST API.
   *
   * @throws Problem 403 that says what to do instead
   */
  void check(HttpServletRequest request, JsonFields body) {
    String path = path(request);
    for (Refused refused : Refused.values()) {
      if (refused.matches(request.getMethod(), path, body)
          && !(refused.openToAdministrators() && isAdministrator())) {
        throw Problem.forbidden("use-the-form", refused.instead());
      }
    }
    if ("PUT".equals(request.getMethod())) {
      checkTask(path, body);
    }
  }

  /** Tasklist sends the whole task to change its dates; only the words may not change. */
  private void checkTask(String path, JsonFields body) {
    Matcher matcher = TASK.matcher(path);
    if (!matcher.find() || matcher.end() != path.length()) {
      return;
    }
    Task task = tasks.getObject().createTaskQuery().taskId(matcher.group(1)).singleResult();
    if (task != null
        && (body.values("name").anyMatch(text -> !text.equals(task.getName()))
            || body.values("description").anyMatch(text -> !text.equals(task.getDescription())))) {
      throw Problem.forbidden(
          "use-the-form", "A task's name and description come from its diagram: use the form");
    }
  }

  private static boolean isAdministrator() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null
        && caller.getAuthorities().stream()
            .anyMatch(authority -> "ROLE_camunda-admin".equals(authority.getAuthority()));
  }

  /** The decoded path without slashes at its end. */
  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return (request.getServletPath() + (info == null ? "" : info)).replaceFirst("/+$", "");
  }
}
