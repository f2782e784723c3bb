package org.carejourney.engine;

import java.util.Map;
import java.util.Optional;

/** A further check of one form field, by the module that knows what its values mean. */
public interface FieldCheck {

  /**
   * The form that a value stands in.
   *
   * @param businessKey of the process that the form belongs to; until it has one, its own id
   * @param values everything that was sent with it, not checked yet, also of hidden fields; a field
   *     left empty may be null
   */
  record Form(String businessKey, Map<String, Object> values) {}

  /** Key of the fields to check, in every form. */
  String field();

  /** What is wrong with a value, as a sentence for the person who typed it; empty when fine. */
  Optional<String> problem(String value, Form form);
}
