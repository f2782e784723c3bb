package org.carejourney.engine.guard;

import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ListELResolver;
import org.jspecify.annotations.Nullable;

/**
 * Lists by position, and by name where they have named parts, so that a diagram can say {@code
 * decisionResult.singleResult}: a decision's result is a list to the stock resolver, which then
 * takes "singleResult" for a position.
 */
final class ReadableList extends ListELResolver {

  ReadableList() {
    super(true);
  }

  @Override
  public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
    return isName(property) ? null : super.getValue(context, base, property);
  }

  private static boolean isName(Object property) {
    return property instanceof String name
        && !name.isEmpty()
        && Character.isJavaIdentifierStart(name.charAt(0));
  }
}
