package org.carejourney;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;

/**
 * Everything that is logged at INFO and above, by anybody, line by line as production writes it.
 */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NOT_OURS = List.of("com.icegreen.", "io.zonky.");

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final StructuredLogEncoder encoder = new StructuredLogEncoder();
  private final Logger root;
  private final Level before;

  private LogLines(Environment settings) {
    var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    loggers.putObject(Environment.class.getName(), settings);
    encoder.setContext(loggers);
    encoder.setFormat("ecs");
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    setContext(loggers);
    start();
    root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    before = root.getLevel();
    root.setLevel(Level.INFO);
    root.addAppender(this);
  }

  public static LogLines of(Environment settings) {
    return new LogLines(settings);
  }

  /** But for the tests' own mail server and database, which are none of the application. */
  @Override
  protected void append(ILoggingEvent event) {
    if (NOT_OURS.stream().anyMatch(event.getLoggerName()::startsWith)) {
      return;
    }
    lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    root.detachAppender(this);
    root.setLevel(before);
    stop();
  }

  public List<String> all() {
    return List.copyOf(lines);
  }

  /** Every line as the JSON object that it has to be. */
  public List<JsonNode> read() {
    return lines.stream().map(LogLines::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Not one JSON object: " + line, e);
    }
  }
}
