package org.carejourney.messaging.web;

import org.carejourney.engine.Problem;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A letter's html as the customer sees it, locked in like in a careful mail client. */
@Controller
class OutboxLetter {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'self';"
          + " sandbox allow-popups allow-popups-to-escape-sandbox";

  private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");

  private final Messages messages;

  OutboxLetter(Messages messages) {
    this.messages = messages;
  }

  @GetMapping("/care/messages/{id}/html")
  ResponseEntity<String> letter(@PathVariable String id) {
    Message message = messages.get(id);
    if (message.html() == null) {
      throw Problem.notFound("no-letter", "Nothing was written for this message");
    }
    return ResponseEntity.ok()
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .cacheControl(CacheControl.noStore())
        .contentType(HTML)
        .body(linksInNewWindow(message.html()));
  }

  /** As in a mail client: a link leaves the letter where it is. */
  private static String linksInNewWindow(String html) {
    return html.replaceFirst("(?i)<head(\\s[^>]*)?>", "$0<base target=\"_blank\">");
  }
}
