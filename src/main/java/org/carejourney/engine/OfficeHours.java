package org.carejourney.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;

/**
 * When our people can have done something, for due dates: {@code ${officeHours.daysFromNow(1)}}.
 */
@Block
public class OfficeHours {

  private final BusinessCalendar calendar;
  private final Company company;
  private final Clock clock;

  OfficeHours(BusinessCalendar calendar, Company company, Clock clock) {
    this.calendar = calendar;
    this.company = company;
    this.clock = clock;
  }

  /** The moment when that many whole business days have passed from now on. */
  public Date daysFromNow(long days) {
    Duration day = Duration.between(company.opens(), company.closes());
    return Date.from(calendar.after(clock.instant(), day.multipliedBy(days)));
  }
}
