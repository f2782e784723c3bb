package org.carejourney.messaging.web;

import java.io.IOException;
import java.io.InputStream;
import org.carejourney.engine.Problem;
import org.carejourney.messaging.Attachments;
import org.carejourney.messaging.InboundMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What came in, byte by byte. It is hostile until somebody knows better: always handed out as a
 * file of no type, never opened here and never unpacked.
 */
@Controller
class InboundDownloads {

  private static final Logger log = LoggerFactory.getLogger(InboundDownloads.class);

  private final InboundMessages inbound;
  private final Attachments attachments;

  InboundDownloads(InboundMessages inbound, Attachments attachments) {
    this.inbound = inbound;
    this.attachments = attachments;
  }

  @GetMapping("/care/inbound/{id}/attachments/{number}")
  ResponseEntity<InputStreamResource> attachment(
      @PathVariable String id, @PathVariable int number) {
    String name = attachments.get(id, number).name();
    if (!inbound.keepsRaw(id)) {
      throw gone();
    }
    try {
      return file(name, attachments.open(id, number));
    } catch (IOException e) {
      // Without its text, which may quote the mail.
      log.warn("Attachment {} of the inbound message {} cannot be read", number, id);
      throw Problem.notFound(
          "unreadable-attachment",
          "The attachment cannot be taken out of the message; download the message as it came");
    }
  }

  @GetMapping("/care/inbound/{id}/raw")
  ResponseEntity<InputStreamResource> raw(@PathVariable String id) {
    boolean mail = inbound.get(id).channel().equals("email");
    if (!inbound.keepsRaw(id)) {
      throw gone();
    }
    return file("message-" + id + (mail ? ".eml" : ".json"), inbound.raw(id));
  }

  private static Problem gone() {
    return Problem.notFound("not-kept", "The message is not kept as it came any more");
  }

  private static ResponseEntity<InputStreamResource> file(String name, InputStream bytes) {
    return ResponseEntity.ok()
        .header("Content-Disposition", FileName.of(name).asAttachment())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .body(new InputStreamResource(bytes));
  }
}
