package org.carejourney.engine;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.logging.StackTracePrinter;
import org.springframework.boot.logging.StandardStackTracePrinter;
import org.springframework.http.HttpStatus;

/**
 * What may be said of an exception where personal data must not be: in logs, in the engine's
 * tables, as the reason in the ledger. The type and the place always; the message only when whoever
 * wrote it never puts there what a customer said or who they are. Databases, parsers and mail
 * servers love to.
 */
public final class Discretion implements StackTracePrinter {

  /** Per problem and in all: the causes have to find room behind a long way through a server. */
  private static final int FRAMES = 40;

  private static final int LONGEST = 24_000;

  /** These never tell what they were given. */
  private static final Set<Class<?>> TRUSTED =
      Set.of(
          NullPointerException.class,
          ClassCastException.class,
          SQLTransientConnectionException.class,
          SocketTimeoutException.class,
          UnknownHostException.class,
          IOException.class);

  private static final Set<Class<?>> OURS =
      Set.of(IllegalStateException.class, IllegalArgumentException.class);

  private static final Set<String> TRUSTED_NAMES =
      Set.of(
          "org.eclipse.angus.mail.util.MailConnectException",
          "org.eclipse.angus.mail.util.SocketConnectException",
          "jakarta.mail.AuthenticationFailedException");

  /** Whose messages speak of code, models, settings and ids. */
  private static final Pattern TRUSTED_PACKAGES =
      Pattern.compile(
          "org\\.carejourney\\..*"
              + "|org\\.camunda\\.bpm\\.engine\\.(?!rest\\.).*"
              + "|org\\.camunda\\.bpm\\.model\\..*"
              + "|org\\.springframework\\.(beans|boot|context)\\..*"
              + "|org\\.flywaydb\\..*");

  private static final Pattern CODE = Pattern.compile("^[A-Z]+(-[A-Z]+)*-[A-Z]*\\d+\\b");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>()\"',;:=]+@[^\\s<>()\"',;:=]+");

  private final StackTracePrinter printer =
      StandardStackTracePrinter.rootLast()
          .withMaximumThrowableDepth(FRAMES)
          .withMaximumLength(LONGEST)
          .withFormatter(Discretion::header);

  @Override
  public void printStackTrace(Throwable e, Appendable out) throws IOException {
    printer.printStackTrace(e, out);
  }

  /** What went wrong, in words where they may be told, else the name of the kind of problem. */
  public static String tell(Throwable e) {
    String told = told(e);
    return told.isEmpty() ? e.getClass().getSimpleName() : told;
  }

  /** The same problem from the same place, with only what may be told of it. */
  public static Throwable quiet(Throwable e) {
    return e == null || saysNothingPersonal(e) ? e : new Quiet(e);
  }

  /** A text of somebody else's, such as a mail server, without mail addresses. */
  public static String withoutAddresses(String text) {
    return ADDRESS.matcher(text).replaceAll("…");
  }

  private static boolean saysNothingPersonal(Throwable e) {
    for (Throwable one = e; one != null; one = one.getCause()) {
      if (!trusted(one) || !told(one).equals(String.valueOf(one.getMessage()))) {
        return false;
      }
    }
    return true;
  }

  private static String header(Throwable e) {
    String told = told(e);
    return e instanceof Quiet ? told : e.getClass().getName() + (told.isEmpty() ? "" : ": " + told);
  }

  private static String told(Throwable e) {
    String message = e.getMessage();
    if (e instanceof SQLException problem && !trusted(e)) {
      return "SQLState " + problem.getSQLState() + ", code " + problem.getErrorCode();
    }
    if (message == null) {
      return "";
    }
    if (!trusted(e)) {
      Matcher code = CODE.matcher(message);
      return code.find() ? code.group() : "";
    }
    return withoutAddresses(withoutForeign(message, e));
  }

  /** Who wraps a problem likes to repeat its message. */
  private static String withoutForeign(String message, Throwable e) {
    String told = message;
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (!trusted(cause) && cause.getMessage() != null && !cause.getMessage().isEmpty()) {
        told = told.replace(cause.getMessage(), "…");
      }
    }
    return told;
  }

  private static boolean trusted(Throwable e) {
    if (e instanceof Problem problem) {
      // What a caller may not send is told with what the caller sent.
      return !problem.status().isSameCodeAs(HttpStatus.BAD_REQUEST)
          && !problem.status().isSameCodeAs(HttpStatus.UNPROCESSABLE_ENTITY);
    }
    return TRUSTED.contains(e.getClass())
        || isOurs(e)
        || e instanceof SocketException
        || e instanceof VirtualMachineError
        || e instanceof LinkageError
        || TRUSTED_NAMES.contains(e.getClass().getName())
        || TRUSTED_PACKAGES.matcher(e.getClass().getName()).matches();
  }

  /** Our own code thinks before it puts something into a message. */
  private static boolean isOurs(Throwable e) {
    StackTraceElement[] frames = e.getStackTrace();
    return OURS.contains(e.getClass())
        && frames.length > 0
        && frames[0].getClassName().startsWith("org.carejourney.");
  }

  /** Stands for a problem whose own words must not be kept. */
  private static final class Quiet extends RuntimeException {

    Quiet(Throwable e) {
      super(
          // What the engine shows to people is what went wrong, not in which class.
          trusted(e) ? told(e) : header(e),
          e.getCause() == null ? null : new Quiet(e.getCause()),
          false,
          true);
      setStackTrace(e.getStackTrace());
    }

    /** The message says which kind of problem it was, where it has to; in a trace, too. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
      return String.valueOf(getMessage());
    }
  }
}
