package org.carejourney.nodes;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The application as a process of its own, on what the jar holds and nothing of the tests. */
final class Node implements AutoCloseable {

  static final String PASSWORD = "Lamps-4-Everyone";
  static final Path FOLDER = Path.of("target/nodes");

  /** What a node that does not start tells us. */
  record Refusal(int exitCode, String said) {}

  private static final Pattern PORT = Pattern.compile("(?:is ready|started) on port (\\d+)");

  /** With our own process id, the name of a log that nobody else writes. */
  private static final AtomicInteger STARTS = new AtomicInteger();

  private final String name;
  private final Process process;
  private final Path log;
  private int port;

  private Node(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /** The settings of production; a test changes what it is about. */
  static Map<String, String> settings(String databaseUrl, int smtpPort) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spring.datasource.url", databaseUrl);
    settings.put("spring.datasource.username", Postgres.USER);
    settings.put("care.secret", "0123456789abcdef0123456789abcdef");
    settings.put("care.admin-password", PASSWORD);
    settings.put("spring.mail.host", "127.0.0.1");
    settings.put("spring.mail.port", String.valueOf(smtpPort));
    settings.put("spring.mail.properties.mail.smtp.connectiontimeout", "2000");
    settings.put("spring.mail.properties.mail.smtp.timeout", "3000");
    settings.put("spring.mail.properties.mail.smtp.writetimeout", "2000");
    settings.put("care.outbound.allow-list", "*@example.org");
    settings.put("care.delivery.lease", "PT12S");
    settings.put("camunda.bpm.job-execution.lock-time-in-millis", "12000");
    // An idle node looks soon again for what another one has left.
    settings.put("camunda.bpm.job-execution.max-wait", "2000");
    settings.put("camunda.bpm.job-execution.wait-time-in-millis", "1000");
    settings.put("server.port", "0");
    return settings;
  }

  /** Starts one, and does not wait for it. */
  static Node launch(String name, Map<String, String> settings, String... jvm) {
    try {
      Files.createDirectories(FOLDER);
      Path log =
          FOLDER.resolve(
              "%s-%d-%d.log"
                  .formatted(name, ProcessHandle.current().pid(), STARTS.incrementAndGet()));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx320m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xshare:auto",
              "-XX:+ExitOnOutOfMemoryError"));
      command.addAll(List.of(jvm));
      command.addAll(List.of("-cp", classPath(), "org.carejourney.Carejourney"));
      settings.forEach((key, value) -> command.add("--" + key + "=" + value));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      // Nothing of this machine's own settings.
      builder
          .environment()
          .keySet()
          .removeIf(key -> key.startsWith("SPRING_") || key.startsWith("CARE_"));
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Node(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The compiled application and the libraries of its jar; Maven has written them down. */
  private static String classPath() throws IOException {
    Path libraries = FOLDER.resolve("class-path");
    if (!Files.exists(libraries)) {
      throw new IllegalStateException(
          "Run \"mvn process-test-resources\" once: it writes " + libraries);
    }
    return Path.of("target/classes").toAbsolutePath()
        + System.getProperty("path.separator")
        + Files.readString(libraries).strip();
  }

  /** Waits until it answers. */
  Node up() {
    await(name + " to start")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(this::startedOrEnded);
    if (!process.isAlive()) {
      throw new AssertionError(name + " did not start:\n" + tail());
    }
    Caller.health(port);
    return this;
  }

  private boolean startedOrEnded() {
    Matcher started = PORT.matcher(log());
    if (started.find()) {
      port = Integer.parseInt(started.group(1));
      return true;
    }
    return !process.isAlive();
  }

  /** Waits for the end of one that must not start. */
  Refusal refused() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(name + " did not end:\n" + tail());
      }
      return new Refusal(process.exitValue(), log());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return port;
  }

  String name() {
    return name;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** kill -9: it has no time for a word. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Stands still in the middle of what it does, and does not know it. Returns when it really does:
   * on a busy machine its threads run on for a while after the signal was given.
   */
  void freeze() {
    signal("-STOP");
    Path threads = Path.of("/proc", "" + process.pid(), "task");
    if (Files.isDirectory(threads)) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .ignoreException(NoSuchFileException.class)
          .until(() -> allStopped(threads));
    }
  }

  /** By the state that the kernel gives for each thread, see proc(5). */
  private static boolean allStopped(Path threads) throws IOException {
    try (Stream<Path> all = Files.list(threads)) {
      for (Path thread : all.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    }
  }

  void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int exit = new ProcessBuilder("kill", signal, "" + process.pid()).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill " + signal + " answered " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it as an operator does. */
  @Override
  public void close() {
    if (alive()) {
      thaw();
    }
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lines of the log that tell of trouble. That two were about to do the same job, and the engine
   * let one of them, is none.
   */
  List<String> troubles() {
    return log()
        .lines()
        .filter(line -> line.matches(".*\"log\":\\{\"level\":\"(WARN|ERROR)\".*"))
        .filter(line -> !line.contains("ENGINE-14006") || !line.contains("OptimisticLocking"))
        .toList();
  }

  String tail() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }
}
