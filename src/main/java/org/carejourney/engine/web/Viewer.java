package org.carejourney.engine.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at a page.
 *
 * @param name id of the member of staff, or null when nobody is logged in
 * @param groups ids of their groups; empty when nobody is logged in
 */
public record Viewer(@Nullable String name, Set<String> groups) {

  /** Works with customers: may read their stories and messages. */
  public boolean isStaff() {
    return is("lead", "agent", "carer");
  }

  /** Answers for what is kept about customers: may allow an address again. */
  public boolean isDataKeeper() {
    return is("lead");
  }

  /** Keeps it running: may pause outbound and retry failed jobs. */
  public boolean isKeeper() {
    return is("operator");
  }

  /** Sees diagrams and running instances. */
  public boolean isInCockpit() {
    return is("operator", "designer");
  }

  private boolean is(String... roles) {
    return groups.contains("camunda-admin") || Set.of(roles).stream().anyMatch(groups::contains);
  }
}
