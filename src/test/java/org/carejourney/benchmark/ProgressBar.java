package org.carejourney.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How far a stage has come: one line that is written over, or plain lines into a file. */
final class ProgressBar {

  private static final int WIDTH = 24;
  private static final long SHOW_MILLIS = 200;
  private static final long PLAIN_MILLIS = 10_000;

  private final PrintStream out;
  private final boolean terminal;
  private String stage = "";
  private long total;
  private long began;
  private long shown;

  ProgressBar(PrintStream out) {
    this.out = out;
    this.terminal = isTerminal();
  }

  /** A JVM knows its console only when nothing at all is redirected; Linux knows better. */
  private static boolean isTerminal() {
    Path errors = Path.of("/proc/self/fd/2");
    if (!Files.isSymbolicLink(errors)) {
      return hasConsole();
    }
    try {
      return Files.readSymbolicLink(errors).toString().matches("/dev/(pts/.*|tty.*|console)");
    } catch (IOException e) {
      return hasConsole();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 17 knows no better question
  private static boolean hasConsole() {
    return System.console() != null;
  }

  /**
   * @param total how much there is to do; 0 when nobody knows
   */
  void begin(String stage, long total) {
    this.stage = stage;
    this.total = total;
    this.began = System.nanoTime();
    this.shown = 0;
    at(0);
  }

  void at(long done) {
    long now = System.nanoTime();
    long pause = (terminal ? SHOW_MILLIS : PLAIN_MILLIS) * 1_000_000;
    if (shown != 0 && now - shown < pause) {
      return;
    }
    shown = now;
    double seconds = (now - began) / 1e9;
    // What is not over is never shown as such, however the estimate was.
    double part = total == 0 ? 0 : Math.min(0.99, (double) done / total);
    String text =
        "%-14s %s %3.0f %%  %s  %s"
            .formatted(stage, bar(part), part * 100, rate(done, seconds), left(part, seconds));
    out.print(terminal ? "\r\u001B[K" + text : text + System.lineSeparator());
    out.flush();
  }

  void end(String figures) {
    out.print((terminal ? "\r\u001B[K" : "") + "%-14s %s%n".formatted(stage, figures));
    out.flush();
  }

  private static String bar(double part) {
    int full = (int) Math.round(part * WIDTH);
    return "█".repeat(full) + "░".repeat(WIDTH - full);
  }

  private static String rate(long done, double seconds) {
    return seconds < 1 ? "" : "%,.0f/s".formatted(done / seconds);
  }

  private static String left(double part, double seconds) {
    if (part < 0.02 || seconds < 2) {
      return "";
    }
    Duration left = Duration.ofSeconds(Math.round(seconds / part - seconds));
    return "%d:%02d left".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
