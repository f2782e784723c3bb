package org.carejourney.loyalty;

import java.util.Locale;

/** How far a customer has come, from nothing to the most. */
public enum Tier {
  NONE,
  BRONZE,
  SILVER,
  GOLD;

  /** As diagrams, letters and the decision table write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Tier of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  boolean above(Tier other) {
    return compareTo(other) > 0;
  }
}
