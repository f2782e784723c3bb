package org.carejourney.engine.login;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that cannot go on; told in two sentences instead of a stack trace. */
class MissingSetting extends RuntimeException {

  private final String action;

  MissingSetting(String description, String action) {
    super(description);
    this.action = action;
  }

  static final class Analyzer extends AbstractFailureAnalyzer<MissingSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, MissingSetting cause) {
      return new FailureAnalysis(cause.getMessage(), cause.action, cause);
    }
  }
}
