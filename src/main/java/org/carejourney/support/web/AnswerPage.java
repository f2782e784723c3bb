package org.carejourney.support.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.engine.web.PublicPages;
import org.carejourney.messaging.Links;
import org.carejourney.support.Complaints;
import org.carejourney.support.Ticket;
import org.carejourney.support.Tickets;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Where the links in our mails lead: the customer accepts a solution, refuses it, or withdraws the
 * complaint. Looking changes nothing, since mail scanners follow links; the button acts. Whatever
 * is wrong with a link, the page is one and the same and tells nothing.
 */
@Controller
class AnswerPage {

  private static final String PATH = "/p/complaint/{token}";
  private static final String VIEW = "support/answer";
  private static final String HOW = "by the link in our mail";

  private final Links links;
  private final Tickets tickets;
  private final Customers customers;
  private final Complaints complaints;
  private final PublicPages pages;

  AnswerPage(
      Links links, Tickets tickets, Customers customers, Complaints complaints, PublicPages pages) {
    this.links = links;
    this.tickets = tickets;
    this.customers = customers;
    this.complaints = complaints;
    this.pages = pages;
  }

  /** What a good link stands for. */
  private record Wish(String action, Ticket ticket, int level, Customer customer) {

    /** Whether the question is still open: the same round, and nothing has ended meanwhile. */
    boolean open() {
      return ticket.level() == level
          && (action.equals("withdraw")
              ? ticket.isOpen()
              : ticket.status() == Ticket.Status.SOLVED);
    }
  }

  @GetMapping(PATH)
  String ask(
      @PathVariable String token, Locale browser, HttpServletResponse response, Model model) {
    return wish(token)
        .map(wish -> show(wish, wish.open() ? "ask" : "over", model))
        .orElseGet(() -> pages.unknown(VIEW, browser, response, model));
  }

  @PostMapping(PATH)
  String act(
      @PathVariable String token, Locale browser, HttpServletResponse response, Model model) {
    return wish(token)
        .map(wish -> show(wish, wish.open() && done(wish) ? "done" : "over", model))
        .orElseGet(() -> pages.unknown(VIEW, browser, response, model));
  }

  private Optional<Wish> wish(String token) {
    return links.read("complaint", token).filter(facts -> facts.size() == 3).flatMap(this::wish);
  }

  private Optional<Wish> wish(List<String> facts) {
    return tickets
        .current(facts.get(1))
        .flatMap(
            ticket ->
                customers
                    .find(ticket.customerId())
                    .map(
                        customer ->
                            new Wish(
                                facts.get(0), ticket, Integer.parseInt(facts.get(2)), customer)));
  }

  private boolean done(Wish wish) {
    String number = wish.ticket().number();
    return switch (wish.action()) {
      case "accept" -> complaints.answered(number, true, HOW);
      case "refuse" -> complaints.answered(number, false, HOW);
      case "withdraw" -> complaints.withdraw(number, HOW);
      default -> throw new IllegalStateException("A signed link with " + wish.action());
    };
  }

  private String show(Wish wish, String state, Model model) {
    model.addAttribute("number", wish.ticket().number());
    model.addAttribute("action", wish.action());
    return pages.page(VIEW, wish.customer().locale(), state, model);
  }
}
