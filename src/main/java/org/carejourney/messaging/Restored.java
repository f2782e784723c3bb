package org.carejourney.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.carejourney.messaging.Inserts.Insert;
import org.jspecify.annotations.Nullable;

/** FreeMarker text put together again, which knows where each of its pieces came from. */
final class Restored {

  private record Piece(int line, int column, Insert insert) {}

  /** What FreeMarker would take for its own though it is none of our pieces. */
  private static final Pattern LOOKALIKE = Pattern.compile("[$\\[](?=[{#@/])");

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();
  private int line = 1;
  private int column = 1;

  /**
   * @param code what to write for a piece, given the mark's place in the masked text
   */
  Restored(String masked, Inserts inserts, BiFunction<Insert, MatchResult, String> code) {
    var mark = Inserts.MARK.matcher(masked);
    int from = 0;
    while (mark.find()) {
      literal(masked.substring(from, mark.start()));
      Insert insert = inserts.of(mark);
      pieces.add(new Piece(line, column, insert));
      append(code.apply(insert, mark.toMatchResult()));
      from = mark.end();
    }
    literal(masked.substring(from));
  }

  String text() {
    return text.toString();
  }

  List<Insert> inserts() {
    return pieces.stream().map(Piece::insert).toList();
  }

  /** What went wrong at a place of this text, told of its place in the source. */
  TemplateProblem problem(String file, int atLine, int atColumn, String what) {
    Piece last = at(atLine, atColumn);
    if (last == null) {
      return new TemplateProblem(file, 0, what);
    }
    int within = (int) last.insert.code().lines().count() - 1;
    int offset = Math.min(Math.max(atLine - last.line, 0), within);
    return new TemplateProblem(last.insert.file(), last.insert.line() + offset, what);
  }

  /** The piece that stands at a place of this text, as written. */
  String code(int atLine, int atColumn) {
    Piece piece = at(atLine, atColumn);
    return piece == null ? "this" : piece.insert.code();
  }

  private @Nullable Piece at(int atLine, int atColumn) {
    Piece last = null;
    for (Piece piece : pieces) {
      if (piece.line < atLine || (piece.line == atLine && piece.column <= atColumn)) {
        last = piece;
      }
    }
    return last;
  }

  private void literal(String plain) {
    append(LOOKALIKE.matcher(plain).replaceAll("\\${\"$0\"}"));
  }

  private void append(String more) {
    text.append(more);
    for (int i = 0; i < more.length(); i++) {
      column++;
      if (more.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
  }
}
