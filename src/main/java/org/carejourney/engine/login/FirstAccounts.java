package org.carejourney.engine.login;

/** Who can log in to a system that nobody has set up yet. */
interface FirstAccounts {

  /** Adds what is missing, in the caller's transaction; never changes an account that exists. */
  void ensure();
}
