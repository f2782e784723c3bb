package org.carejourney.insight.web;

import org.carejourney.customer.Customers;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Tasks;
import org.carejourney.insight.Stories;
import org.carejourney.insight.Story;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.messaging.Messages;
import org.carejourney.support.Ticket;
import org.carejourney.support.Tickets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What Tasklist shows beside a form: a piece of HTML, not a page. */
@Controller
class TaskStoryFragment {

  private static final int ENTRIES = 10;

  private final Tasks tasks;
  private final Tickets tickets;
  private final Customers customers;
  private final Messages messages;
  private final InboundMessages inbound;
  private final Stories stories;

  TaskStoryFragment(
      Tasks tasks,
      Tickets tickets,
      Customers customers,
      Messages messages,
      InboundMessages inbound,
      Stories stories) {
    this.tasks = tasks;
    this.tickets = tickets;
    this.customers = customers;
    this.messages = messages;
    this.inbound = inbound;
    this.stories = stories;
  }

  /**
   * A service flow is about a ticket, a care journey about a customer, sorting about a message,
   * whose sender may be unknown. A call shows first what is to be said, an answer what it answers.
   */
  @GetMapping("/care/tasks/{taskId}/story")
  String story(@PathVariable String taskId, Model model) {
    String key = tasks.businessKey(taskId);
    if (key == null) {
      throw Problem.notFound("unknown-task", "There is no task " + taskId);
    }
    Ticket ticket = tickets.find(key).orElse(null);
    InboundMessage message =
        ticket != null ? null : tasks.variable(taskId, "inboundId").map(inbound::get).orElse(null);
    model.addAttribute("message", message);
    model.addAttribute("words", message == null ? null : stories.written(message));
    String customerId = customerId(key, ticket, message);
    if (customerId == null) {
      return "insight/task-message";
    }
    Story story = stories.of(customers.get(customerId), ENTRIES, Long.MAX_VALUE);
    model.addAttribute("story", story);
    model.addAttribute("call", tasks.variable(taskId, "messageId").map(messages::get).orElse(null));
    model.addAttribute("focus", ticket == null ? null : story.about(ticket.number()));
    return "insight/task-story";
  }

  private static @Nullable String customerId(
      String key, @Nullable Ticket ticket, @Nullable InboundMessage message) {
    if (ticket != null) {
      return ticket.customerId();
    }
    return message != null && message.id().equals(key) ? message.customerId() : key;
  }
}
