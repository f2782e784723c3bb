package org.carejourney.engine.guard;

import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.carejourney.engine.Block;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * What an expression may touch: an allow list by the kind of object, and by name where it matters.
 */
final class Reachable {

  /** Ways into reflection and into locks that every object has. */
  private static final Set<String> NEVER =
      Set.of(
          "class",
          "getClass",
          "forName",
          "classLoader",
          "getClassLoader",
          "declaringClass",
          "getDeclaringClass",
          "describeConstable",
          "notify",
          "notifyAll",
          "wait",
          "finalize",
          "clone");

  /** Parts of an execution or a task that are values. */
  private static final Set<String> SCOPE_VALUES =
      Set.of(
          "id",
          "name",
          "description",
          "assignee",
          "owner",
          "priority",
          "dueDate",
          "followUpDate",
          "createTime",
          "taskDefinitionKey",
          "eventName",
          "businessKey",
          "processBusinessKey",
          "processInstanceId",
          "processDefinitionId",
          "executionId",
          "parentId",
          "tenantId",
          "activityInstanceId",
          "parentActivityInstanceId",
          "currentActivityId",
          "currentActivityName",
          "currentTransitionId",
          "variables",
          "variableNames");

  private static final Set<String> SCOPE_METHODS =
      Set.of("getVariable", "getVariableLocal", "hasVariable", "hasVariableLocal", "setVariable");

  private Reachable() {}

  /** Whether {@code base.property} may be read. */
  static boolean property(Object base, Object property) {
    if (base instanceof Map<?, ?>) {
      return true; // a key
    }
    String name = String.valueOf(property);
    if (NEVER.contains(name)) {
      return false;
    }
    return base instanceof VariableScope ? SCOPE_VALUES.contains(name) : isOpen(base);
  }

  /** Whether {@code base.method(...)} may be called. */
  static boolean method(@Nullable Object base, Object method) {
    String name = String.valueOf(method);
    if (base == null || NEVER.contains(name)) {
      return false;
    }
    return base instanceof VariableScope
        ? SCOPE_METHODS.contains(name) || SCOPE_VALUES.contains(valueOf(name))
        : isOpen(base);
  }

  /**
   * Values, containers of values, and blocks; where a call leads elsewhere, the next step stops.
   */
  private static boolean isOpen(Object base) {
    return base instanceof CharSequence
        || base instanceof Number
        || base instanceof Boolean
        || base instanceof Character
        || base instanceof Date
        || base instanceof TemporalAccessor
        || base instanceof TemporalAmount
        || base instanceof Collection<?>
        || base instanceof Map<?, ?>
        || base instanceof Map.Entry<?, ?>
        || base instanceof Enum<?>
        || base instanceof TypedValue
        || (base.getClass().isArray() && BeanUtils.isSimpleProperty(base.getClass()))
        || base.getClass().getName().startsWith("org.joda.time.")
        || AnnotatedElementUtils.hasAnnotation(ClassUtils.getUserClass(base), Block.class);
  }

  private static String valueOf(String getter) {
    return getter.startsWith("get") ? StringUtils.uncapitalize(getter.substring(3)) : "";
  }
}
