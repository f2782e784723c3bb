package org.carejourney.messaging.web;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Html from a letter or a mail, locked in like in a careful mail client: it runs and loads nothing.
 */
final class LockedHtml {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'self';"
          + " sandbox allow-popups allow-popups-to-escape-sandbox";

  private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");

  /** As in a mail client: a link leaves the letter where it is. */
  private static final String NEW_WINDOW = "<base target=\"_blank\">";

  private LockedHtml() {}

  /** A whole document, to stand in a frame. */
  static ResponseEntity<String> document(String html) {
    return ResponseEntity.ok()
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .cacheControl(CacheControl.noStore())
        .contentType(HTML)
        .body(html.replaceFirst("(?i)<head(\\s[^>]*)?>", "$0" + NEW_WINDOW));
  }

  /** The same for what may stand in a body. */
  static ResponseEntity<String> fragment(String html) {
    return document(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
            + "<style>body{margin:1rem;font:16px/1.5 sans-serif;color:#222;background:#fff;"
            + "overflow-wrap:anywhere}img{max-width:100%}</style></head><body>"
            + html
            + "</body></html>");
  }
}
