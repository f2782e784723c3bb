package org.carejourney.support;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.carejourney.messaging.MailKept;
import org.carejourney.messaging.Mails;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Acts on what was fetched from mailboxes while the next is being fetched: what one sender wrote in
 * the order it came, several senders beside each other. What is left when the application ends is
 * caught up on.
 */
@Component
class MailIntake implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(MailIntake.class);
  private static final int WORKERS = 3;
  private static final int AHEAD = 100;
  private static final long SECONDS_TO_END = 5;

  private final Mails mails;
  private final IntakeCatchUp intake;
  private final Semaphore room = new Semaphore(AHEAD);
  private final List<ThreadPoolExecutor> workers =
      IntStream.range(0, WORKERS).mapToObj(MailIntake::worker).toList();

  MailIntake(Mails mails, IntakeCatchUp intake) {
    this.mails = mails;
    this.intake = intake;
  }

  private static ThreadPoolExecutor worker(int number) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        work -> new Thread(work, "mail-intake-" + number),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Whoever fetches much faster than mails can be acted on waits here. */
  @EventListener
  void hear(MailKept news) throws InterruptedException {
    String id = news.inboundId();
    int sender = Math.floorMod(sender(id).hashCode(), WORKERS);
    room.acquire();
    workers.get(sender).execute(() -> act(id));
  }

  private String sender(String id) {
    try {
      return mails.read(id).sender();
    } catch (RuntimeException e) {
      log.warn("Who sent the inbound message {} could not be read", id, e);
      return "";
    }
  }

  private void act(String id) {
    try {
      intake.act(id);
    } finally {
      room.release();
    }
  }

  /** Not by interrupts, which close files and connections. */
  @Override
  public void destroy() throws InterruptedException {
    for (ThreadPoolExecutor worker : workers) {
      worker.getQueue().clear();
      worker.shutdown();
    }
    for (ThreadPoolExecutor worker : workers) {
      worker.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    }
  }
}
