package org.carejourney.messaging;

import org.jspecify.annotations.Nullable;

/**
 * A template that is missing, wrong, or lacks something it needs. The message names file and line
 * and never holds a customer's data, because the engine keeps the texts of failures.
 */
public class TemplateProblem extends RuntimeException {

  private final String file;
  private final int line;

  TemplateProblem(String file, int line, String what) {
    this(file, line, what, null);
  }

  TemplateProblem(String file, int line, String what, @Nullable Throwable cause) {
    super("templates/" + file + (line > 0 ? ":" + line : "") + ": " + what, cause);
    this.file = file;
    this.line = line;
  }

  /** The file at fault below the template folder, such as {@code support/hello/en.mjml.ftl}. */
  public String file() {
    return file;
  }

  /** The line in that file, counted from 1; 0 when the file as a whole is at fault. */
  public int line() {
    return line;
  }
}
