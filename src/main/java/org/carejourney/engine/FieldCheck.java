package org.carejourney.engine;

import java.util.Optional;

/** A further check of one form field, by the module that knows what its values mean. */
public interface FieldCheck {

  /** Key of the fields to check, in every form. */
  String field();

  /** What is wrong with a value, as a sentence for the person who typed it; empty when fine. */
  Optional<String> problem(String value);
}
