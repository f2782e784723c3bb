package org.carejourney.messaging;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Places;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.springframework.stereotype.Component;

/** Puts a message into words, in the language and the zone of the customer. */
@Component
class LetterWriter {

  private final Templates templates;
  private final LetterFacts facts;
  private final PreferenceLinks preferences;
  private final Places places;

  LetterWriter(Templates templates, LetterFacts facts, PreferenceLinks preferences, Places places) {
    this.templates = templates;
    this.facts = facts;
    this.preferences = preferences;
    this.places = places;
  }

  /**
   * @param messageId the id the message will have
   * @throws TemplateProblem when it cannot be written
   */
  Rendered write(MessageRequest request, Judgement.Ready to, String messageId) {
    Customer customer = to.customer();
    Map<String, Object> model = new HashMap<>(facts.about(customer, request.businessKey()));
    model.put("message", about(request, messageId));
    return templates.render(
        request.template(),
        to.channel(),
        customer.locale() == null ? Locale.ENGLISH : customer.locale(),
        places.of(customer).zone(),
        model);
  }

  private Map<String, Object> about(MessageRequest request, String messageId) {
    Map<String, Object> about = new HashMap<>();
    about.put("purpose", request.purpose().name().toLowerCase(Locale.ROOT));
    if (request.purpose() != Purpose.SERVICE) {
      about.put("preferences", preferences.in(messageId));
    }
    return about;
  }
}
