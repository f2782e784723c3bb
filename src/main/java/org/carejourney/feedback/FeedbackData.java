package org.carejourney.feedback;

import org.carejourney.customer.PersonalData;
import org.springframework.stereotype.Component;

/** What a customer was asked and answered, for export and erasure; a bare number is kept. */
@Component
class FeedbackData implements PersonalData {

  private final Surveys surveys;

  FeedbackData(Surveys surveys) {
    this.surveys = surveys;
  }

  @Override
  public String name() {
    return "surveys";
  }

  @Override
  public Object export(String customerId) {
    return surveys.of(customerId);
  }

  @Override
  public void erase(String customerId) {
    surveys.erase(customerId);
  }
}
