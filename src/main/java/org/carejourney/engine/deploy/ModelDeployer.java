package org.carejourney.engine.deploy;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.carejourney.engine.ModelFiles;
import org.carejourney.engine.Unattended;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deploys the diagrams, decisions and forms that differ from the last ones deployed from files. So
 * a start never rolls back what a designer has deployed from Modeler since.
 */
@Component
class ModelDeployer {

  private static final Logger log = LoggerFactory.getLogger(ModelDeployer.class);

  private final RepositoryService repository;
  private final ModelFiles files;
  private final JdbcClient jdbc;
  private final Unattended unattended;
  private Map<String, String> seen = Map.of();

  ModelDeployer(
      RepositoryService repository, ModelFiles files, JdbcClient jdbc, Unattended unattended) {
    this.repository = repository;
    this.files = files;
    this.jdbc = jdbc;
    this.unattended = unattended;
  }

  /** Deploys what has changed, all or nothing; the engine's error names file, element and line. */
  @Transactional
  public synchronized void deploy() {
    Map<String, byte[]> models = new TreeMap<>(files.all("processes", ".bpmn", ".dmn"));
    models.putAll(files.all("forms", ".form"));
    Map<String, String> now = new TreeMap<>();
    models.forEach((path, bytes) -> now.put(path, fingerprint(bytes)));
    if (now.equals(seen)) {
      return;
    }
    // The engine's own row for this: several nodes may start at once on an empty database.
    jdbc.sql("select value_ from ACT_GE_PROPERTY where name_ = 'startup.lock' for update")
        .query()
        .listOfRows();
    now.forEach(
        (path, fingerprint) -> {
          if (!changed(path, fingerprint)) {
            models.remove(path);
          }
        });
    if (!models.isEmpty()) {
      deploy(models);
    }
    seen = now;
  }

  private void deploy(Map<String, byte[]> models) {
    var deployment = repository.createDeployment().name("carejourney").source("files");
    models.forEach(
        (path, bytes) -> deployment.addInputStream(path, new ByteArrayInputStream(bytes)));
    unattended.run(deployment::deploy);
    log.info("Deployed {}", String.join(", ", models.keySet()));
  }

  private boolean changed(String path, String now) {
    String last =
        jdbc.sql("select fingerprint from packaged_model where path = ?")
            .param(path)
            .query(String.class)
            .optional()
            .orElse(null);
    if (now.equals(last)) {
      return false;
    }
    jdbc.sql(
            last == null
                ? "insert into packaged_model (fingerprint, path) values (?, ?)"
                : "update packaged_model set fingerprint = ? where path = ?")
        .params(now, path)
        .update();
    return true;
  }

  private static String fingerprint(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
