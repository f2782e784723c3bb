package org.carejourney.engine.login;

/** Ids of the groups that stand for roles. What each may do: src/docs/roles.md */
final class Roles {

  static final String ADMIN = "camunda-admin";
  static final String LEAD = "lead";
  static final String AGENT = "agent";
  static final String CARER = "carer";
  static final String DESIGNER = "designer";
  static final String OPERATOR = "operator";

  /** Those who work with customers and may read about them. */
  static final String[] CUSTOMER_STAFF = {ADMIN, LEAD, AGENT, CARER};

  /** Those who may export, erase and import customers, and allow an address again. */
  static final String[] DATA_KEEPERS = {ADMIN, LEAD};

  /** Those who keep it running. */
  static final String[] KEEPERS = {ADMIN, OPERATOR};

  static final String[] ALL = {ADMIN, LEAD, AGENT, CARER, DESIGNER, OPERATOR};

  private Roles() {}
}
