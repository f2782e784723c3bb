package org.carejourney.messaging;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Subjects that robots write, by which nothing is told alone: people write them too. */
final class MailTitles {

  private static final int UNICODE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final Pattern RETURNED =
      Pattern.compile(
          "^(undeliver|delivery (status notification|notification|failure|has failed|delayed)|"
              + "mail delivery|returned mail|failure notice|message delivery|mail system error|"
              + "unzustellbar|(nachricht )?nicht zustellbar|zustellung fehlgeschlagen|"
              + "fehler (bei|in) der (mail-?)?zustellung|non remis|échec|no se puede entregar|"
              + "impossibile recapitare|onbestelbaar|niedostarczalne|non recapitabile)",
          UNICODE);

  /** What robots alone call their answers. */
  private static final Pattern ANSWERS =
      Pattern.compile(
          "^(auto(matic|mated|matische|matisch|matisk|matiskt)?[ -]?"
              + "(reply|response|antwort|antwoord|svar)\\b|auto:|réponse automatique|"
              + "respuesta automática|risposta automatica|resposta automática|"
              + "automatyczna odpowied|automaattinen vastaus|automatická odpověď|"
              + "automatikus válasz|(abwesenheits|urlaubs)(notiz|benachrichtigung|meldung|"
              + "nachricht|assistent|info)|message d.absence|vacation( reply|:))",
          UNICODE);

  /** What complaints may begin with as well, so that it has to stand alone. */
  private static final Pattern ABSENT =
      Pattern.compile(
          "^(out[ -]of[ -](the[ -])?office|away|away from (my mail|the office)|"
              + "on (vacation|holiday|annual leave)|abwesenheit|abwesend|(ich bin )?im urlaub|"
              + "nicht im (büro|haus)|absence( du bureau)?|absente?( du bureau)?|"
              + "fuera de (la )?oficina|ausente|ausencia|fuori (sede|ufficio)|assente|"
              + "afwezig(heid)?|ausência|frånvaro|fravær)"
              + "\\s*($|[:;,.!(\\[–—-]|(auto\\w*|reply|message|notice|until|till|bis|jusqu|hasta|fino|"
              + "tot|re|aw)\\b|(from|vom|du|del|dal|van) \\d)",
          UNICODE);

  private MailTitles() {}

  /** Whether it says that a mail comes back; false for no subject. */
  static boolean returned(@Nullable String subject) {
    return subject != null && RETURNED.matcher(plain(subject)).find();
  }

  /** Whether it says that somebody is away; false for no subject. */
  static boolean absent(@Nullable String subject) {
    return subject != null
        && (ANSWERS.matcher(plain(subject)).find() || ABSENT.matcher(plain(subject)).find());
  }

  /** Some write an accent as a character of its own. */
  private static String plain(String subject) {
    return Normalizer.normalize(subject, Normalizer.Form.NFC);
  }
}
