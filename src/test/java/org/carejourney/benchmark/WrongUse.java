package org.carejourney.benchmark;

/** The command was given something it cannot work with. */
final class WrongUse extends RuntimeException {

  WrongUse(String message) {
    super(message);
  }
}
