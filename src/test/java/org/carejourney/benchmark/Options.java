package org.carejourney.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command was asked for.
 *
 * @param database a JDBC URL, or null for one of our own
 * @param json file for the figures, or null
 */
record Options(
    String scenario, int customers, int days, String database, Path json, int connections) {

  static final String HELP =
      """
      Measures how many customers the house can carry, and checks that it did right by each.

        mvn -Pbenchmark verify [-Dname=value …]

        -Dcustomers=10000    how many, 10 to 1000000; staff: 1000; intake, mailbox: 2000
        -Ddays=60            how many days go by, 5 to 366; the others have their own
        -Dscenario=welcome   welcome: they join, hear from us, a quarter answers
                             held: all are put on hold, and released after a restart
                             staff: a thousand join, people work in Tasklist meanwhile
                             deliver: a letter for everybody, to a mail server that counts
                             signed: the same, each letter signed with DKIM
                             intake: a mail about everybody comes in by HTTP
                             mailbox: the same mails wait in a mailbox (IMAP)
        -Ddatabase=URL       an empty PostgreSQL database, jdbc:postgresql://host/name?user=…&password=…;
                             without it one is started and thrown away
        -Djson=FILE          writes the figures there too
        -Dconnections=4      callers of the API at the same time, 1 to 64; deliver: and
                             connections to the mail server
        -Dheap=768m          memory of the Java virtual machine

      Figures on stdout, progress on stderr, the application's log in target/benchmark/log.
      Ends with 0 when every check passed, 1 when one did not, 2 for a wrong parameter, 3 when it
      could not go on. (Maven itself ends with 1 for each of them, and names ours.)
      """;

  private static final List<String> SCENARIOS =
      List.of("welcome", "held", "staff", "deliver", "signed", "intake", "mailbox");

  private static final Set<String> KNOWN =
      Set.of("customers", "days", "scenario", "database", "json", "connections");

  /** Null when only help was asked for. */
  static Options of(String[] arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      return null;
    }
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      String name = parts[0].replaceFirst("^--", "");
      if (parts.length != 2 || !KNOWN.contains(name)) {
        throw new WrongUse("There is no parameter '" + argument + "'.");
      }
      // Maven gives what was not set as an empty text.
      if (!parts[1].isBlank()) {
        given.put(name, parts[1].strip());
      }
    }
    String scenario = scenario(given.getOrDefault("scenario", "welcome"));
    if (!scenario.equals("welcome") && given.containsKey("days")) {
      throw new WrongUse("The scenario " + scenario + " has its own days.");
    }
    int customers =
        switch (scenario) {
          case "staff" -> Staff.CUSTOMERS;
          case "intake", "mailbox" -> 2_000;
          default -> 10_000;
        };
    int days =
        switch (scenario) {
          case "held" -> Held.RELEASED;
          case "staff" -> Staff.DAYS;
          case "deliver", "signed", "intake", "mailbox" -> 0;
          default -> number(given, "days", 60, 5, 366);
        };
    return new Options(
        scenario,
        number(given, "customers", customers, 10, 1_000_000),
        days,
        database(given.get("database")),
        file(given.get("json")),
        number(given, "connections", 4, 1, 64));
  }

  private static String scenario(String word) {
    if (!SCENARIOS.contains(word)) {
      throw new WrongUse(
          "scenario is '%s'; it may be one of %s.".formatted(word, String.join(", ", SCENARIOS)));
    }
    return word;
  }

  private static String database(String url) {
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      throw new WrongUse("database is '" + url + "'; it must begin with jdbc:postgresql:");
    }
    return url;
  }

  private static Path file(String name) {
    if (name == null) {
      return null;
    }
    Path folder = Path.of(name).toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new WrongUse("json is '" + name + "'; there is no such folder.");
    }
    return Path.of(name);
  }

  private static int number(
      Map<String, String> given, String name, int usual, int least, int most) {
    String text = given.get(name);
    if (text == null) {
      return usual;
    }
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new WrongUse(
          "%s is '%s'; it must be a number from %d to %d.".formatted(name, text, least, most));
    }
    return number;
  }
}
