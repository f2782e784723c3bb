package org.carejourney.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Answers;
import org.carejourney.engine.BusinessCalendar;
import org.carejourney.engine.Company;
import org.carejourney.messaging.Message.Status;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.MessagingFigures.Ending;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages that a colleague tells on the phone. */
@Component
public class Calls {

  private static final String FORM = "make-call";
  private static final String NOT_REACHED = "not-reached";

  /** What the form may say, and what the story says then. */
  private static final Map<String, String> WORDS =
      Map.of(
          "reached",
          "Told on the phone",
          "left-message",
          "Left a message on the phone",
          NOT_REACHED,
          "Not reached by phone",
          "wrong-number",
          "Wrong telephone number");

  private final Messages messages;
  private final OpenCalls open;
  private final MessageStory story;
  private final Failures failures;
  private final Delivery delivery;
  private final MessagingFigures figures;
  private final Answers answers;
  private final BusinessCalendar calendar;
  private final Company company;
  private final Clock clock;

  Calls(
      Messages messages,
      OpenCalls open,
      MessageStory story,
      Failures failures,
      Delivery delivery,
      MessagingFigures figures,
      Answers answers,
      BusinessCalendar calendar,
      Company company,
      Clock clock) {
    this.messages = messages;
    this.open = open;
    this.story = story;
    this.failures = failures;
    this.delivery = delivery;
    this.figures = figures;
    this.answers = answers;
    this.calendar = calendar;
    this.company = company;
    this.clock = clock;
  }

  /** The team that calls: who serves, for an answer to something asked; else who cares. */
  public String team(String messageId) {
    return messages.get(messageId).purpose() == Purpose.SERVICE ? "service-team" : "care-team";
  }

  /** The end of this business day, or of the next one when this one is over. */
  public Instant dueToday() {
    return closing(calendar.after(clock.instant(), Duration.ZERO));
  }

  private Instant closing(Instant during) {
    return during
        .atZone(company.timeZone())
        .toLocalDate()
        .atTime(company.closes())
        .atZone(company.timeZone())
        .toInstant();
  }

  /** When the company opens on the next business day. */
  public Instant nextDay() {
    return calendar.after(
        clock
            .instant()
            .atZone(company.timeZone())
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(company.timeZone())
            .toInstant(),
        Duration.ZERO);
  }

  /** Writes on the customer's story how one try went, with the notes made in the form. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void noted(String messageId, String outcome, String businessKey) {
    Message message = messages.get(messageId);
    List<Answer> given =
        answers.of(businessKey).stream()
            .filter(answer -> answer.form().equals(FORM) && answer.field().equals("callNotes"))
            .toList();
    Answer last = given.isEmpty() ? null : given.get(given.size() - 1);
    story.noted(
        message,
        WORDS.getOrDefault(outcome, "Called"),
        last == null ? null : last.answer(),
        last == null ? null : last.actor());
  }

  /** The call is over, however it went; does nothing when nobody wants it any more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void settle(String messageId, String outcome) {
    Message message = messages.get(messageId);
    if (outcome.equals("reached") || outcome.equals("left-message")) {
      if (open.settle(messageId, Status.SENT, null)) {
        figures.ended(message.channel(), Ending.SENT);
      }
    } else {
      String reason =
          outcome.equals(NOT_REACHED)
              ? "The customer was not reached by phone"
              : "The telephone number is wrong";
      failures.fail(message, reason, why -> open.settle(messageId, Status.FAILED, why));
    }
    delivery.wakeAfterCommit();
  }
}
