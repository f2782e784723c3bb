package org.carejourney.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.NestedExceptionUtils;

/** The command: a database, the application on it, a scenario, its figures and its checks. */
public final class Benchmark {

  private static final int FINE = 0;
  private static final int CHECK_FAILED = 1;
  private static final int WRONG_USE = 2;
  private static final int BROKEN = 3;
  private static final Path FOLDER = Path.of("target", "benchmark");

  private Benchmark() {}

  public static void main(String[] arguments) {
    PrintStream figures = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream talk = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, figures, talk));
  }

  private static int run(String[] arguments, PrintStream figures, PrintStream talk) {
    try {
      Options options = Options.of(arguments);
      if (options == null) {
        figures.print(Options.HELP);
        return FINE;
      }
      return measured(options, figures, talk);
    } catch (WrongUse e) {
      talk.println(e.getMessage() + "\n\n" + Options.HELP);
      return WRONG_USE;
    } catch (InterruptedException e) {
      return BROKEN;
    } catch (Exception | LinkageError e) {
      talk.println("\nStopped: " + e + because(e));
      e.printStackTrace();
      talk.println("More stands in " + FOLDER.resolve("log"));
      return BROKEN;
    }
  }

  private static int measured(Options options, PrintStream figures, PrintStream talk)
      throws Exception {
    logAside();
    try (Database database = Database.open(options.database(), FOLDER);
        Bench bench = new Bench(options, database, FOLDER, new ProgressBar(talk))) {
      Runtime.getRuntime().addShutdownHook(new Thread(database::close));
      Report report = bench.run();
      figures.print(report.table());
      if (options.json() != null) {
        Files.writeString(options.json(), report.json());
      }
      return report.passed() ? FINE : CHECK_FAILED;
    }
  }

  private static String because(Throwable e) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    return root == e ? "" : ", because of " + root;
  }

  /** What the application says at its start is not what was asked for here. */
  private static void logAside() throws IOException {
    Files.createDirectories(FOLDER);
    PrintStream log =
        new PrintStream(Files.newOutputStream(FOLDER.resolve("log")), true, StandardCharsets.UTF_8);
    System.setOut(log);
    System.setErr(log);
  }
}
