package org.carejourney.messaging;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What mail systems mean by their words and numbers (RFC 3463), in the languages they speak. */
final class BounceWords {

  private static final int UNICODE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final Pattern NOT_YET =
      Pattern.compile(
          "delay|temporar|will (be )?retr|(will|shall) (keep trying|try again)|try again later|"
              + "not yet been delivered|warning:|verzöger|vorübergehend|später erneut|retard|"
              + "temporaire|retras|ritard|vertrag(ing|d)|opóźni|greylist",
          UNICODE);

  /** The mailbox is there, but takes no more for now. */
  private static final Pattern FULL =
      Pattern.compile(
          "(mail|in)box (is )?full|\\bquota|over ?quota|storage (allocation|space|limit)|"
              + "insufficient (system )?storage|receiving mail at a rate|"
              + "(postfach|mailbox).{0,40}voll|boîte.{0,40}pleine|buzón.{0,40}lleno|"
              + "casella.{0,40}piena|vol postvak|skrzynka.{0,40}(pełna|przepełniona)",
          UNICODE);

  /** Too late, or full: the next letter may arrive. */
  private static final Pattern PASSING_CODE = Pattern.compile("4\\..*|5\\.2\\.2|5\\.4\\.(7|300)");

  private static final Pattern NOBODY_THERE =
      Pattern.compile(
          "(user|recipient|address|mailbox|account|addressee)s? .{0,60}"
              + "(unknown|not known|not found|does ?n.t exist|do(es)? not exist|disabled|inactive|"
              + "invalid|no longer|unavailable|not be found|deactivated|suspended)|"
              + "(unknown|no such|invalid|non-?existent|inactive|bad destination) "
              + "(user|recipient|address|mailbox|account|local part|person)|"
              + "(can ?not|could not|couldn.t) (be found|find (any host|the recipient))|"
              + "unroute?able (mail )?(address|domain)|"
              + "(host|domain) .{0,60}(not found|unknown)|mailbox unavailable|not a valid|"
              + "no mailbox here|user doesn.t have|(empfänger|benutzer).{0,60}unbekannt|"
              + "unbekannte[rn]? (empfänger|benutzer)|"
              + "(adresse|postfach|benutzer|empfänger|konto).{0,60}(existiert nicht|nicht "
              + "gefunden|ungültig|nicht bekannt|nicht vorhanden|deaktiviert)|(utilisateur|"
              + "destinataire|adresse).{0,60}(inconnu|n.existe|introuvable)|(usuario|destinatario|"
              + "dirección|cuenta).{0,60}(desconocid|no existe|no se encontró)|(utente|destinatario|"
              + "indirizzo).{0,60}(sconosciut|non esiste|inesistente)|(gebruiker|adres|postvak)"
              + ".{0,60}(onbekend|bestaat niet)|(użytkownik|adres|skrzynka).{0,60}(nie istnieje|"
              + "nieznan)",
          UNICODE | Pattern.DOTALL);

  private static final Pattern FOR_GOOD =
      Pattern.compile(
          "permanent|fatal error|I.ve given up|giving up|gebe ich auf|dauerhaft|endgültig|"
              + "définiti|permanente|definitiv",
          UNICODE);

  /** Of the mail, not of the address. */
  private static final Pattern UNWANTED =
      Pattern.compile(
          "spam|policy|block(ed|list)|(black|block) ?list|reputation|dmarc|\\bspf\\b|dkim|content|"
              + "virus|too (large|big)|size limit|relay",
          UNICODE);

  /** Of us who sent it: else a fault in our own name would cost us everybody's address. */
  private static final Pattern OF_US =
      Pattern.compile(
          "sender(.s)? (address|domain|verif|rejected|denied|not|unknown|invalid)|"
              + "(invalid|unknown|bad) sender|(after|to) mail from|reverse (dns|host)|"
              + "client host|\\bhelo\\b|your (domain|server|host)\\b",
          UNICODE);

  /** But for 5.1.7 and 5.1.8, which are about the sender, and 5.1.0, which may be. */
  private static final Pattern ADDRESS_CODE =
      Pattern.compile("5\\.(1\\.(?![078]$).*|2\\.1|4\\.[14])");

  private static final Pattern OTHER_CODE = Pattern.compile("5\\.(7\\..*|1\\.[78])");

  private BounceWords() {}

  /** Whether another letter may arrive; code is null when none is told. */
  static boolean maySoonPass(@Nullable String code, String words) {
    return (code != null && PASSING_CODE.matcher(code).matches()) || FULL.matcher(words).find();
  }

  /** Whether it is tried again. */
  static boolean tellOfDelay(String words) {
    return NOT_YET.matcher(words).find();
  }

  /** Whether it is never tried again. */
  static boolean tellOfTheEnd(String words) {
    return NOBODY_THERE.matcher(words).find() || FOR_GOOD.matcher(words).find();
  }

  /** Whether it is the address that is wrong; code is null when none is told. */
  static boolean nobodyIsThere(@Nullable String code, String words) {
    if (OF_US.matcher(words).find()) {
      return false;
    }
    boolean byCode = code != null && ADDRESS_CODE.matcher(code).matches();
    boolean byWords =
        (code == null || !OTHER_CODE.matcher(code).matches())
            && !UNWANTED.matcher(words).find()
            && NOBODY_THERE.matcher(words).find();
    return byCode || byWords;
  }
}
