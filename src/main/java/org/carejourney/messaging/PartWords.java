package org.carejourney.messaging;

import java.util.List;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** The words of a part of a mail; html is null where it has none, and hostile. */
record PartWords(String text, @Nullable String html) {

  static final PartWords NONE = new PartWords("", null);

  /** The plain words of alternatives, unless they are empty, and their richest html. */
  static PartWords best(List<PartWords> all) {
    String plain = "";
    String html = null;
    String ofHtml = "";
    for (PartWords one : all) {
      if (one.html == null) {
        plain = plain.isBlank() ? one.text : plain;
      } else {
        html = one.html;
        ofHtml = one.text;
      }
    }
    return new PartWords(plain.isBlank() ? ofHtml : plain, html);
  }

  /** Also of plain words. */
  String asHtml() {
    return html == null ? "<p>" + Entities.escape(text).replace("\n", "<br>") + "</p>" : html;
  }
}
