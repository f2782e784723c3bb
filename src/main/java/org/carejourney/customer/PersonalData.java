package org.carejourney.customer;

import org.jspecify.annotations.Nullable;

/**
 * What a module keeps about a customer, for export and erasure. Extension point: every module with
 * such tables gives one bean of it. Called inside one transaction over all modules.
 */
public interface PersonalData {

  /** Under which name it stands in the export: the module's. */
  String name();

  /** Everything kept about the customer, as what Jackson can write; null for nothing. */
  @Nullable Object export(String customerId);

  /** Removes everything personal for good; does nothing when there is nothing. */
  void erase(String customerId);
}
