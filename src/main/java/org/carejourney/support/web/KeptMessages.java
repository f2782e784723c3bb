package org.carejourney.support.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.carejourney.engine.LogField;
import org.carejourney.messaging.InboundMessage;
import org.carejourney.messaging.InboundMessages;
import org.carejourney.support.Intake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What a caller hears whose message is kept, on every channel. */
@Component
class KeptMessages {

  private static final Logger log = LoggerFactory.getLogger(KeptMessages.class);

  private final InboundMessages inbound;
  private final Intake intake;

  KeptMessages(InboundMessages inbound, Intake intake) {
    this.inbound = inbound;
    this.intake = intake;
  }

  /**
   * @param outcome null when it is kept but could not be acted on yet; that is caught up with
   */
  @JsonInclude(Include.NON_NULL)
  record Taken(
      String inboundId,
      @JsonInclude(Include.ALWAYS) @Nullable String outcome,
      @Nullable String ticket) {}

  /** What is kept is taken: the caller is told so even when we stumble over it. */
  Taken act(String inboundId) {
    InboundMessage message = LogField.INBOUND.during(inboundId, () -> acted(inboundId));
    return new Taken(message.id(), message.outcome(), message.ticket());
  }

  private InboundMessage acted(String inboundId) {
    try {
      return intake.act(inboundId);
    } catch (RuntimeException e) {
      log.error("The inbound message {} could not be acted on; tried again soon", inboundId, e);
      return inbound.get(inboundId);
    }
  }
}
