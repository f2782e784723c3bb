package org.carejourney.engine.guard;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every other resolver and refuses what {@link Reachable} does not list. Outside a
 * process or a decision (a query, a stored filter) there is nothing to see but the built-in
 * functions.
 */
final class ExpressionGuard extends ELResolver {

  @Override
  public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
    if (base == null) {
      requireScope(context, property);
    } else if (!Reachable.property(base, property)) {
      throw refused(base, property);
    }
    return null;
  }

  @Override
  public @Nullable Object invoke(
      ELContext context,
      @Nullable Object base,
      Object method,
      Class<?>[] types,
      Object[] arguments) {
    if (!Reachable.method(base, method)) {
      throw refused(base, method + "()");
    }
    return null;
  }

  @Override
  public void setValue(
      ELContext context, @Nullable Object base, Object property, @Nullable Object value) {
    throw new ProcessEngineException("Expressions may read, not set: '" + property + "'");
  }

  private static void requireScope(ELContext context, Object property) {
    if (context.getContext(VariableScope.class) == null
        && context.getContext(VariableContext.class) == null) {
      throw new ProcessEngineException(
          "'"
              + property
              + "' is not known here: outside a process only the functions currentUser(),"
              + " currentUserGroups(), now() and dateTime() are");
    }
  }

  private static ProcessEngineException refused(@Nullable Object base, Object member) {
    return new ProcessEngineException(
        "Expressions may not use '%s' of a %s: only values, blocks and the named parts of execution and task"
            .formatted(member, base == null ? "null" : base.getClass().getSimpleName()));
  }

  @Override
  public @Nullable Class<?> getType(ELContext context, @Nullable Object base, Object property) {
    return null;
  }

  @Override
  public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
    return true;
  }

  @Override
  public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, @Nullable Object base) {
    return null;
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
    return Object.class;
  }
}
