package org.carejourney.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.lang.Contract;

/**
 * What people write, made storable. PostgreSQL cannot keep the character NUL, and half of a
 * surrogate pair is no character at all: both become the visible replacement character U+FFFD, here
 * and nowhere else. Everything else – markup, expressions, direction marks, line breaks – is kept
 * as it came and shown as plain text.
 */
public final class Text {

  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /** The text with what cannot be stored replaced visibly; null stays null. */
  @Contract("!null -> !null")
  public static @Nullable String clean(@Nullable String text) {
    if (text == null || text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || isLoneSurrogate(c) ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  /** Cleaned, and cut to a length with an ellipsis at the end; null stays null. */
  @Contract("!null, _ -> !null")
  public static @Nullable String fit(@Nullable String text, int length) {
    String clean = clean(text);
    if (clean == null || clean.length() <= length) {
      return clean;
    }
    int end = length - 1;
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  /** Null for a missing or blank text, else the text without blanks around it. */
  public static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** For comparing what people write in either case. */
  public static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
