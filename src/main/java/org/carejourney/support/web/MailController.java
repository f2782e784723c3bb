package org.carejourney.support.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Inbox;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where a mail server or a script hands in mails as they are. */
@RestController
class MailController {

  private final Inbox inbox;
  private final KeptMessages kept;

  MailController(Inbox inbox, KeptMessages kept) {
    this.inbox = inbox;
    this.kept = kept;
  }

  @PostMapping(path = "/api/inbound/email", consumes = "message/rfc822")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      description = "One mail (RFC 5322), byte by byte, up to 40 MB",
      content =
          @Content(
              mediaType = "message/rfc822",
              schema = @Schema(type = "string", format = "binary")))
  KeptMessages.Taken take(InputStream body) throws IOException {
    var mail = new PushbackInputStream(body);
    int first = mail.read();
    if (first < 0) {
      throw Problem.badRequest("missing-body", null, "The request needs a mail as its body");
    }
    mail.unread(first);
    return kept.act(inbox.keepMail(mail));
  }
}
