package org.carejourney.engine.guard;

import java.util.AbstractMap;
import java.util.Set;
import org.carejourney.engine.Block;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * What expressions see of the application: the blocks by bean name, and nothing else. Looked up
 * when asked for, because blocks need the engine and the engine needs this map.
 */
final class Blocks extends AbstractMap<Object, Object> {

  private final ApplicationContext context;

  Blocks(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String bean
        && context.containsBean(bean)
        && context.findAnnotationOnBean(bean, Block.class) != null;
  }

  @Override
  public @Nullable Object get(Object name) {
    return containsKey(name) ? context.getBean((String) name) : null;
  }

  /** Empty: nobody may list them. */
  @Override
  public Set<Entry<Object, Object>> entrySet() {
    return Set.of();
  }
}
