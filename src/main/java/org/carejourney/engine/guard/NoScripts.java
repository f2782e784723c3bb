package org.carejourney.engine.guard;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.impl.scripting.engine.DefaultScriptEngineResolver;
import org.jspecify.annotations.Nullable;

/**
 * No script language at all. The engine always brings "juel" as one, and it does not pass through
 * {@link GuardedExpressions}.
 */
final class NoScripts extends DefaultScriptEngineResolver {

  NoScripts() {
    super(new ScriptEngineManager(null));
  }

  @Override
  public @Nullable ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
    return null;
  }

  @Override
  protected @Nullable ScriptEngine getScriptEngine(String language) {
    return null;
  }
}
