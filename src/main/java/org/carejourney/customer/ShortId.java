package org.carejourney.customer;

import java.security.SecureRandom;

/** Ids that people can read out and nobody can guess. */
final class ShortId {

  // Without the letters and digits that look alike.
  private static final String SIGNS = "23456789abcdefghjkmnpqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private ShortId() {}

  /** Twelve signs: about 59 bits. */
  static String next() {
    return RANDOM
        .ints(12, 0, SIGNS.length())
        .collect(StringBuilder::new, (id, i) -> id.append(SIGNS.charAt(i)), StringBuilder::append)
        .toString();
  }
}
