package org.carejourney.messaging;

import java.util.List;

/**
 * A source without its FreeMarker pieces.
 *
 * @param lines the source line of each line of the text, since a piece may span several
 */
record MaskedText(String file, String text, List<Integer> lines) {

  /** The line in the source file for a line of the text, both counted from 1. */
  int sourceLine(int line) {
    return lines.get(Math.min(Math.max(line, 1), lines.size()) - 1);
  }
}
