package org.carejourney.loyalty;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/** Codes that people can read out and type, and nobody can guess: about 52 bits. */
@Component
class Codes {

  // Without what looks or sounds alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B), and without vowels, so
  // that no code ever spells a word.
  private static final String SIGNS = "34679CDFHJKMNPQRTVWXY";
  private static final int GROUPS = 3;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Such as {@code K7QD-3XHM-WRT9}. */
  String next() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      code.append(i > 0 && i % GROUP == 0 ? "-" : "");
      code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return code.toString();
  }
}
