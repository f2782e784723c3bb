package org.carejourney.customer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a module knows about a customer beyond the profile, for the story and for templates: the
 * open ticket, the tier, the last score. Extension point: any module may give a bean of it.
 */
public interface CustomerFacts {

  /**
   * Facts by name; names of different modules do not overlap. Values are text, numbers, booleans,
   * dates, lists and maps of these; never null as a whole.
   *
   * @param businessKey what the message or page is about (a ticket number), or null
   */
  Map<String, Object> facts(Customer customer, @Nullable String businessKey);
}
