package org.carejourney.customer;

import java.time.ZoneId;
import java.util.List;

/**
 * Where a customer's day happens, as far as we know.
 *
 * @param zones where they may be, from west to east; at least one
 * @param source how we know
 */
public record Place(List<ZoneId> zones, Source source) {

  /** How we know, the best first. */
  public enum Source {
    CUSTOMER("their own zone"),
    PHONE("from their telephone number"),
    COUNTRY("from their country"),
    COMPANY("our own zone, theirs is not known");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** The one zone where one has to do: the middle of those where they may be. */
  public ZoneId zone() {
    return zones.get(zones.size() / 2);
  }

  /** Such as {@code Europe/Lisbon (from their telephone number)}. */
  public String words() {
    String where =
        zones.size() == 1
            ? zone().getId()
            : zones.get(0).getId() + " to " + zones.get(zones.size() - 1).getId();
    return where + " (" + source.words() + ")";
  }
}
