package org.carejourney.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carejourney.customer.PersonalData;
import org.carejourney.engine.Answers;
import org.carejourney.engine.Listing;
import org.springframework.stereotype.Component;

/** A customer's tickets and what was written about them, for export and erasure. */
@Component
class SupportData implements PersonalData {

  private static final int PAGE = 200;

  private final TicketLists tickets;
  private final Answers answers;

  SupportData(TicketLists tickets, Answers answers) {
    this.tickets = tickets;
    this.answers = answers;
  }

  @Override
  public String name() {
    return "tickets";
  }

  @Override
  public Object export(String customerId) {
    return all(customerId).stream()
        .map(
            ticket -> {
              Map<String, Object> both = new LinkedHashMap<>();
              both.put("ticket", ticket);
              both.put("answers", answers.of(ticket.number()));
              return both;
            })
        .toList();
  }

  @Override
  public void erase(String customerId) {
    all(customerId).forEach(ticket -> answers.erase(ticket.number()));
  }

  private List<Ticket> all(String customerId) {
    List<Ticket> all = new ArrayList<>();
    String after = null;
    do {
      Listing<Ticket> page = tickets.list(customerId, null, PAGE, Listing.before(after));
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }
}
