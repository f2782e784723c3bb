package org.carejourney.insight.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carejourney.engine.Models;
import org.carejourney.engine.Workload;
import org.carejourney.engine.web.Moments;
import org.carejourney.insight.FastForward;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.Outbound;
import org.carejourney.support.Ticket;
import org.carejourney.support.TicketLists;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The home page: what needs a person, what is due, what runs, what waits. */
@Controller
class HomePage {

  private static final List<Message.Status> UNFINISHED =
      List.of(
          Message.Status.QUEUED,
          Message.Status.HELD,
          Message.Status.WITHHELD,
          Message.Status.FAILED,
          Message.Status.PARKED);

  private final Models models;
  private final Workload workload;
  private final FailedSteps failed;
  private final TicketLists tickets;
  private final Messages messages;
  private final Outbound outbound;
  private final Moments moments;
  private final ObjectProvider<FastForward> fastForward;

  HomePage(
      Models models,
      Workload workload,
      FailedSteps failed,
      TicketLists tickets,
      Messages messages,
      Outbound outbound,
      Moments moments,
      ObjectProvider<FastForward> fastForward) {
    this.models = models;
    this.workload = workload;
    this.failed = failed;
    this.tickets = tickets;
    this.messages = messages;
    this.outbound = outbound;
    this.moments = moments;
    this.fastForward = fastForward;
  }

  @GetMapping("/care")
  String home(Model model) {
    model.addAttribute("failed", failed.all());
    model.addAttribute("house", workload.house(moments.endOfToday()));
    model.addAttribute("teams", workload.teams(moments.endOfToday()));
    Map<String, Integer> open = openTickets();
    model.addAttribute("tickets", open);
    model.addAttribute("open", open.values().stream().mapToInt(Integer::intValue).sum());
    List<Models.Running> running = models.running();
    model.addAttribute("running", running);
    model.addAttribute("toSort", toSort(running));
    model.addAttribute("messages", unfinishedMessages());
    model.addAttribute("outbound", outbound.state());
    fastForward.ifAvailable(
        forward -> model.addAttribute("forward", forward.progress().orElse(null)));
    return "insight/home";
  }

  /** Messages that wait for a person to say what they are. */
  private static long toSort(List<Models.Running> running) {
    return running.stream()
        .filter(process -> process.process().equals("sortMessage"))
        .mapToLong(Models.Running::instances)
        .sum();
  }

  private Map<String, Integer> openTickets() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (var status : List.of(Ticket.Status.OPEN, Ticket.Status.WAITING, Ticket.Status.SOLVED)) {
      counts.put(status.word(), tickets.count(status));
    }
    return counts;
  }

  private static String word(Message.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private Map<String, Integer> unfinishedMessages() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    UNFINISHED.forEach(status -> counts.put(word(status), messages.count(status)));
    return counts;
  }
}
