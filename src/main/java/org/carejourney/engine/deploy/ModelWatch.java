package org.carejourney.engine.deploy;

import org.carejourney.engine.ModelFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Deploys at start, before requests come and jobs run, and in a checkout again whenever a model
 * file changes: a designer's change is live without a build.
 */
@Component
class ModelWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ModelWatch.class);
  private static final long PAUSE_MILLIS = 1_000;

  private final ModelDeployer deployer;
  private final ModelFiles files;
  private @Nullable Thread watcher;

  ModelWatch(ModelDeployer deployer, ModelFiles files) {
    this.deployer = deployer;
    this.files = files;
  }

  @Override
  public void start() {
    deployer.deploy();
    if (files.live()) {
      watcher = new Thread(this::watch, "model-watch");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private void watch() {
    String seen = null;
    String said = null;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PAUSE_MILLIS);
        deployer.deploy();
        seen = null;
        said = null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // While a program saves, the file is half there; and a half-drawn diagram stays wrong for a
        // while. So say what is still wrong a moment later, and say it once.
        String problem = String.valueOf(e.getMessage());
        if (problem.equals(seen) && !problem.equals(said)) {
          said = problem;
          log.error("A model file was not deployed: {}", problem);
        }
        seen = problem;
      }
    }
  }

  @Override
  public void stop() {
    if (watcher != null) {
      watcher.interrupt();
      watcher = null;
    }
  }

  @Override
  public boolean isRunning() {
    return watcher != null;
  }

  @Override
  public int getPhase() {
    // Before the web server, which comes 2048 before the rest.
    return DEFAULT_PHASE - 3000;
  }
}
