package org.carejourney.engine.login;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes sure at every start, before the first request, that roles, teams, their rights and the
 * shared filters exist. What is missing is added; what somebody added by hand stays.
 */
@Component
class Staff implements SmartInitializingSingleton {

  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;
  private final Accounts accounts;
  private final FirstAccounts firstAccounts;
  private final Grants grants;
  private final TasklistFilters filters;

  Staff(
      TransactionTemplate transaction,
      JdbcClient jdbc,
      Accounts accounts,
      FirstAccounts firstAccounts,
      Grants grants,
      TasklistFilters filters) {
    this.transaction = transaction;
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.firstAccounts = firstAccounts;
    this.grants = grants;
    this.filters = filters;
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(
        status -> {
          // The engine's own row for this: several nodes may start at once on an empty database.
          jdbc.sql("select value_ from ACT_GE_PROPERTY where name_ = 'startup.lock' for update")
              .query()
              .listOfRows();
          accounts.ensureGroups();
          grants.ensure();
          filters.ensure();
          firstAccounts.ensure();
          accounts.requireAdministrator();
        });
  }
}
