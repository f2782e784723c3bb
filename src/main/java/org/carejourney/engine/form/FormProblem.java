package org.carejourney.engine.form;

import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/** A form value that cannot be accepted; the engine's REST API answers 400 with this message. */
class FormProblem extends FormFieldValidationException {

  private static final long serialVersionUID = 1L;

  FormProblem(String field, String sentence) {
    super(field, sentence + " (" + field + ")");
  }

  String field() {
    return getDetail();
  }
}
