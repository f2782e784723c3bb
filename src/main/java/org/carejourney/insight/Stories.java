package org.carejourney.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Preferences;
import org.carejourney.customer.Timeline;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Whereabouts;
import org.carejourney.feedback.Surveys;
import org.carejourney.insight.Story.Filled;
import org.carejourney.insight.Story.Said;
import org.carejourney.insight.Story.Standing;
import org.carejourney.insight.Story.TicketStory;
import org.carejourney.loyalty.Accounts;
import org.carejourney.loyalty.Rewards;
import org.carejourney.messaging.Attachments;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.Suppressions;
import org.carejourney.support.Ticket;
import org.carejourney.support.TicketLists;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers a customer's story from all modules. */
@Component
public class Stories {

  private static final int TICKETS = 20;
  private static final int MESSAGES = 10;
  private static final int REWARDS = 5;
  private static final int SCORES = 5;
  private static final int FORMS = 5;

  /** The form in which an agent writes down what a caller says. */
  private static final String CALL = "take-complaint";

  private final Whereabouts whereabouts;
  private final Preferences preferences;
  private final Suppressions suppressions;
  private final Timeline timeline;
  private final TicketLists tickets;
  private final InboundMessages inbound;
  private final Attachments attachments;
  private final Answers answers;
  private final Messages messages;
  private final Accounts accounts;
  private final Rewards rewards;
  private final Surveys surveys;

  Stories(
      Whereabouts whereabouts,
      Preferences preferences,
      Suppressions suppressions,
      Timeline timeline,
      TicketLists tickets,
      InboundMessages inbound,
      Attachments attachments,
      Answers answers,
      Messages messages,
      Accounts accounts,
      Rewards rewards,
      Surveys surveys) {
    this.whereabouts = whereabouts;
    this.preferences = preferences;
    this.suppressions = suppressions;
    this.timeline = timeline;
    this.tickets = tickets;
    this.inbound = inbound;
    this.attachments = attachments;
    this.answers = answers;
    this.messages = messages;
    this.accounts = accounts;
    this.rewards = rewards;
    this.surveys = surveys;
  }

  /**
   * A customer's story.
   *
   * @param entries how many of the timeline
   * @param before sequence number from {@link org.carejourney.engine.Listing#before}
   */
  public Story of(Customer customer, int entries, long before) {
    String id = customer.customerId();
    return new Story(
        customer,
        whereabouts.of(id),
        preferences.of(customer),
        suppressions.against(customer),
        tickets.list(id, null, TICKETS, Long.MAX_VALUE).items().stream()
            .sorted(Comparator.comparing(Ticket::isOpen).reversed())
            .map(this::about)
            .toList(),
        newest(forms(answers.of(id))),
        messages.list(id, null, null, null, MESSAGES, Long.MAX_VALUE).items(),
        new Standing(accounts.of(id), rewards.of(id, REWARDS), surveys.scored(id, SCORES)),
        timeline.of(id, entries, before));
  }

  private TicketStory about(Ticket ticket) {
    List<Filled> forms = forms(answers.of(ticket.number()));
    Stream<Said> calls =
        forms.stream().filter(form -> form.form().equals(CALL)).map(Stories::byPhone);
    Stream<Said> written =
        inbound.ofTicket(ticket.number()).stream()
            .filter(message -> message.text() != null)
            .map(this::written);
    return new TicketStory(
        ticket,
        Stream.concat(calls, written).sorted(Comparator.comparing(Said::at)).toList(),
        forms.stream().filter(form -> !form.form().equals(CALL)).toList());
  }

  /** One message that came in, as the story tells it. */
  public Said written(InboundMessage message) {
    return new Said(
        message.receivedAt(),
        message.channel(),
        message.subject(),
        message.text(),
        message.sender(),
        message.quotedText(),
        message.id(),
        attachments.of(message.id()));
  }

  private static Said byPhone(Filled form) {
    return new Said(
        form.at(),
        "phone",
        answer(form, "subject"),
        answer(form, "description"),
        null,
        null,
        null,
        List.of());
  }

  private static @Nullable String answer(Filled form, String field) {
    return form.answers().stream()
        .filter(answer -> answer.field().equals(field))
        .map(Answer::answer)
        .findFirst()
        .orElse(null);
  }

  private static List<Filled> newest(List<Filled> oldestFirst) {
    return oldestFirst.stream()
        .sorted(Comparator.comparing(Filled::at).reversed())
        .limit(FORMS)
        .toList();
  }

  /** Every field is kept once for each time a form is filled in: a second one begins anew. */
  private static List<Filled> forms(List<Answer> oldestFirst) {
    List<Filled> forms = new ArrayList<>();
    Set<String> fields = new HashSet<>();
    Filled last = null;
    for (Answer answer : oldestFirst) {
      if (last == null
          || !last.form().equals(answer.form())
          || !Objects.equals(last.by(), answer.actor())
          || fields.contains(answer.field())) {
        last = new Filled(answer.form(), answer.actor(), answer.at(), new ArrayList<>());
        forms.add(last);
        fields.clear();
      }
      fields.add(answer.field());
      if (!answer.answer().isBlank()) {
        last.answers().add(answer);
      }
    }
    return forms;
  }
}
