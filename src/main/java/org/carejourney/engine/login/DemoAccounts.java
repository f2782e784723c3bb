package org.carejourney.engine.login;

import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** One person for every role, all with the same password, which exists nowhere but in the demo. */
@Component
@Profile("demo")
class DemoAccounts implements FirstAccounts {

  private static final String PASSWORD = "Welcome-2-Care!";

  private final Accounts accounts;

  DemoAccounts(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public void ensure() {
    add("admin", "Ada", "Winter", Roles.ADMIN);
    add("lead", "Lena", "Ortiz", Roles.LEAD, "service-team", "returns-team");
    add("agent", "Amir", "Novak", Roles.AGENT, "service-team", "returns-team");
    add("carer", "Carla", "Lindqvist", Roles.CARER, "care-team");
    add("designer", "Dora", "Keller", Roles.DESIGNER);
    add("operator", "Otto", "Brandt", Roles.OPERATOR);
  }

  private void add(String id, String givenName, String familyName, String... groups) {
    accounts.ensureUser(id, givenName, familyName, PASSWORD, List.of(groups));
  }
}
