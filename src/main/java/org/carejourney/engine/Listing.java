package org.carejourney.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, newest first.
 *
 * @param items at most as many as asked for
 * @param next cursor for the next page ({@code ?after=}), or null when this is the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Listing<T>(List<T> items, @Nullable String next) {

  private static final int MOST = 500;
  private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");

  /** How many to show: between 1 and 500, 50 unless told. */
  public static int limit(@Nullable Integer asked) {
    if (asked == null) {
      return 50;
    }
    if (asked < 1 || asked > MOST) {
      throw Problem.badRequest("invalid", "limit", "limit must be a number from 1 to " + MOST);
    }
    return asked;
  }

  /** The sequence number to list below, from a cursor; the largest one when there is no cursor. */
  public static long before(@Nullable String after) {
    if (after == null || after.isBlank()) {
      return Long.MAX_VALUE;
    }
    if (!CURSOR.matcher(after).matches()) {
      throw Problem.badRequest("invalid", "after", "after must be a cursor from an earlier answer");
    }
    return Long.parseLong(after);
  }

  /**
   * One of a few words to list by, in lower case; null when none is asked for.
   *
   * @param field what the caller knows it by; {@link Problem} 400 names it with all the words when
   *     the word is none of them
   */
  public static <E extends Enum<E>> @Nullable E only(
      String field, Class<E> words, @Nullable String asked) {
    if (asked == null || asked.isBlank()) {
      return null;
    }
    List<String> known =
        Arrays.stream(words.getEnumConstants())
            .map(word -> word.name().toLowerCase(Locale.ROOT))
            .toList();
    if (!known.contains(asked)) {
      throw Problem.badRequest("invalid", field, field + " must be one of " + known);
    }
    return words.getEnumConstants()[known.indexOf(asked)];
  }

  /** Makes a page of rows that were fetched with one more than the limit. */
  public static <R, T> Listing<T> of(
      List<R> rows, int limit, ToLongFunction<R> seq, Function<R, T> shape) {
    boolean more = rows.size() > limit;
    List<R> page = more ? rows.subList(0, limit) : rows;
    return new Listing<>(
        page.stream().map(shape).toList(),
        more ? Long.toString(seq.applyAsLong(page.get(limit - 1))) : null);
  }
}
