package org.carejourney.journey.process;

import java.time.ZoneId;
import java.util.Date;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Places;
import org.carejourney.engine.Block;
import org.jspecify.annotations.Nullable;

/**
 * Days as the customer lives them, for timers: {@code ${days.after(customerId, eventTime, 30)}}.
 */
@Block
public class Days {

  private final Customers customers;
  private final Places places;

  Days(Customers customers, Places places) {
    this.customers = customers;
    this.places = places;
  }

  /**
   * The start of the local day that comes some days after the local day of a moment; where the
   * customer is as far as we know.
   */
  public Date after(String customerId, @Nullable Date moment, int days) {
    return after(places.of(customers.find(customerId).orElse(null)).zone(), moment, days);
  }

  /** A day whose midnight the clocks skip starts with its first hour. */
  static Date after(ZoneId zone, @Nullable Date moment, int days) {
    if (moment == null) {
      throw new IllegalArgumentException("days.after needs a moment to count from");
    }
    var day = moment.toInstant().atZone(zone).toLocalDate().plusDays(days);
    return Date.from(day.atStartOfDay(zone).toInstant());
  }
}
