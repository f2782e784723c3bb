package org.carejourney.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carejourney.support.Letterbox.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.carejourney.CareTest;
import org.carejourney.messaging.InboundOutcomes;
import org.carejourney.messaging.Inbox;
import org.carejourney.messaging.MailKept;
import org.carejourney.messaging.Mails;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** In which order mails are acted on that came out of a mailbox. */
@CareTest
class MailIntakeTest {

  @Autowired private Inbox inbox;
  @Autowired private Mails mails;
  @Autowired private Intake intake;
  @Autowired private InboundOutcomes outcomes;

  @Test
  void oneSendersWordsInTheirOrderAndNobodyWaitsForAnotherSender() throws Exception {
    List<String> janes = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int word = 1; word <= 6; word++) {
      janes.add(kept("jane@b.example", word));
      others.add(kept("other%d@b.example".formatted(word), word));
    }
    CountDownLatch janesFirst = new CountDownLatch(1);
    Queue<String> acted = new ConcurrentLinkedQueue<>();
    var acts =
        new IntakeCatchUp(intake, outcomes, Duration.ofHours(1)) {
          @Override
          void act(String id) {
            if (id.equals(janes.get(0))) {
              waitFor(janesFirst);
            }
            acted.add(id);
          }
        };
    MailIntake mailIntake = new MailIntake(mails, acts);
    try {
      for (int word = 0; word < janes.size(); word++) {
        mailIntake.hear(new MailKept(janes.get(word)));
        mailIntake.hear(new MailKept(others.get(word)));
      }

      await("somebody else's, while Jane's first is still in hand").until(() -> acted.size() > 1);
      assertThat(acted).doesNotContainAnyElementsOf(janes);
      janesFirst.countDown();
      await().until(() -> acted.size() == janes.size() + others.size());
      assertThat(acted).containsSubsequence(janes).containsAll(others);
    } finally {
      janesFirst.countDown();
      mailIntake.destroy();
    }
  }

  private String kept(String from, int word) throws IOException {
    return inbox.keepMail(
        new ByteArrayInputStream(mail(from, "Hello", "Word " + word).getBytes(UTF_8)));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
