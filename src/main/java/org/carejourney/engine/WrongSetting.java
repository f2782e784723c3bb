package org.carejourney.engine;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that cannot go on; told in two sentences instead of a stack trace. */
public class WrongSetting extends IllegalStateException {

  private final String action;

  /**
   * @param description what is wrong, without the value of anything secret
   * @param action what to do about it
   */
  public WrongSetting(String description, String action) {
    super(description);
    this.action = action;
  }

  static final class Analyzer extends AbstractFailureAnalyzer<WrongSetting> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, WrongSetting cause) {
      return new FailureAnalysis(cause.getMessage(), cause.action, cause);
    }
  }
}
