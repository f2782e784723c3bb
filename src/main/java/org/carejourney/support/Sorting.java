package org.carejourney.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carejourney.engine.Answer;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided on a message, in the forms of {@code sort-message.bpmn}.
 *
 * @param actor id of the person, or null when nobody was logged in
 * @param said the newest answer to each field; empty where it was left empty
 */
record Sorting(@Nullable String actor, Map<String, String> said) {

  /**
   * The newest of what was answered for a message; a message that nobody has sorted says nothing.
   */
  static Sorting of(List<Answer> oldestFirst) {
    Map<String, String> said = new HashMap<>();
    String actor = null;
    for (Answer answer : oldestFirst) {
      said.put(answer.field(), answer.answer());
      actor = answer.actor();
    }
    return new Sorting(actor, said);
  }

  /** An answer; empty when the field was not there or left empty. */
  Optional<String> answer(String field) {
    return Optional.ofNullable(Text.orNull(said.get(field)));
  }

  /** An answer that is a choice, in words. */
  Optional<String> choice(String field) {
    return answer(field).map(value -> value.replace('-', ' '));
  }

  /** Who it was, such as {@code Sorted by agent}, as a reason of the message. */
  String sentence() {
    return "Sorted by " + (actor == null ? "a person" : actor);
  }

  /** The same behind what was decided. */
  String after(String decision) {
    return decision + ", s" + sentence().substring(1);
  }
}
