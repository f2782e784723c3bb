package org.carejourney.engine.login;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.DefaultPasswordPolicyImpl;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.carejourney.engine.WrongSetting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Production begins with one account, "admin", and no password that anybody could know. */
@Component
@Profile("!demo")
class FirstAdministrator implements FirstAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
  private static final String NAME = "admin";

  private final Accounts accounts;
  private final String chosen;

  FirstAdministrator(Accounts accounts, @Value("${care.admin-password:}") String chosen) {
    this.accounts = accounts;
    this.chosen = chosen;
  }

  @Override
  public void ensure() {
    if (!accounts.nobodyYet()) {
      return;
    }
    String password = chosen.isBlank() ? random() : chosen;
    requireStrong(password);
    accounts.ensureUser(NAME, "", "Administrator", password, List.of(Roles.ADMIN));
    if (chosen.isBlank()) {
      LOG.warn(
          "First start: log in as '{}' with the password {} (shown only once)", NAME, password);
    }
  }

  /**
   * Refuses a first password that the engine's policy would.
   *
   * @param password the setting; blank for none
   */
  static void requireStrong(String password) {
    User admin = new UserEntity(NAME);
    if (!password.isBlank()
        && !new DefaultPasswordPolicyImpl()
            .getRules().stream().allMatch(rule -> rule.execute(password, admin))) {
      throw new WrongSetting(
          "care.admin-password is too weak",
          "Give at least 10 characters, with upper and lower case, a digit and a special character,"
              + " and without the name '"
              + NAME
              + "'; or none, and a random one is printed once");
    }
  }

  private static String random() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    // The ending satisfies the policy whatever the random part lacks.
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "-Aa1";
  }
}
