package org.carejourney.messaging;

import java.util.regex.Pattern;

/** Makes one safe line of a rendered subject. */
final class Subject {

  private static final int MOST = 150;

  /** Line breaks and other controls, and marks that turn the direction of what follows. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\s\u2028\u2029\u202A-\u202E\u2066-\u2069]+");

  static String tidied(String rendered) {
    String line = CONTROL.matcher(rendered).replaceAll(" ").strip();
    if (line.codePointCount(0, line.length()) <= MOST) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, MOST - 1)).strip() + "…";
  }

  private Subject() {}
}
