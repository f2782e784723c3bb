package org.carejourney.messaging.web;

import org.carejourney.engine.Problem;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.Pictures;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A letter's html as the customer sees it. */
@Controller
class OutboxLetter {

  private final Messages messages;
  private final Pictures pictures;

  OutboxLetter(Messages messages, Pictures pictures) {
    this.messages = messages;
    this.pictures = pictures;
  }

  @GetMapping("/care/messages/{id}/html")
  ResponseEntity<String> letter(@PathVariable String id) {
    Message message = messages.get(id);
    if (message.html() == null) {
      throw Problem.notFound("no-letter", "Nothing was written for this message");
    }
    return LockedHtml.document(pictures.inside(message.html()));
  }
}
