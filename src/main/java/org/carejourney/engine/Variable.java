package org.carejourney.engine;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.jspecify.annotations.Nullable;

/**
 * A process variable by name and type: an id or a routing fact, never personal data or an object.
 *
 * @param name as diagrams and forms write it
 * @param type one of String, Integer, Boolean, Double or {@link java.util.Date}
 */
public record Variable<T>(String name, Class<T> type) {

  /** The value; {@link IllegalStateException} naming the variable when it is not set. */
  public T from(VariableScope scope) {
    return find(scope)
        .orElseThrow(
            () -> new IllegalStateException("The process variable '" + name + "' is not set"));
  }

  /** The value, or empty when the variable is missing or null. */
  public Optional<T> find(VariableScope scope) {
    Object value = scope.getVariable(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalStateException(
          "The process variable '%s' should be a %s but is a %s"
              .formatted(name, type.getSimpleName(), value.getClass().getSimpleName()));
    }
    return Optional.ofNullable(type.cast(value));
  }

  /** Sets the value, where null empties the variable. */
  public void set(VariableScope scope, @Nullable T value) {
    scope.setVariable(name, value);
  }
}
