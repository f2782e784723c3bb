package org.carejourney.messaging;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The marks that mail programs set around what somebody wrote, in the languages of our customers.
 */
final class ReplyMarks {

  private static final int LONGEST_LINE = 400;
  private static final int ATTRIBUTION_LINES = 3;
  private static final int HEADER_LINES = 6;
  private static final int SIGNATURE_LINES = 12;
  private static final int SIGNATURE_WIDTH = 100;

  private static final int WORDS =
      Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

  private static final String WROTE =
      "(wrote|writes|schrieb|geschrieben|écrit|escribió|scritto|schreef|geschreven|escreveu|skrev|"
          + "napisał\\(?a?\\)?|napisana przez|pisze|scris|napsal|kirjoitti|írta)";

  /** No character of it fits twice: a line of thousands of {@code <@} must not take minutes. */
  private static final String ADDRESS = "[^\\s<>()@]+@[^\\s<>()@]+";

  private static final Pattern ATTRIBUTION =
      Pattern.compile(
          "^(on|am|le|el|il|op|em|den|dnia|w dniu|pe)\\b.*" + WROTE + "(?!\\w)[^:]{0,200}:\\s*$",
          WORDS);

  /**
   * Without a word to begin with, but with a moment: {@code pon., 2 mar 2026 o 10:00 …
   * napisał(a):}.
   */
  private static final Pattern DATED =
      Pattern.compile(
          "^(?=.*\\d{1,2}[:.h]\\d{2})(?=.*(" + WROTE + "(?!\\w)|<" + ADDRESS + ">)).*:\\s*$",
          WORDS);

  /** So much of one that what follows is the letter, be it marked or not. */
  private static final Pattern CERTAIN =
      Pattern.compile(
          "^(?=.*\\d{1,2}[:.h]\\d{2})(?=.*\\b(19|20)?\\d{2}\\b)(?=.*[<(]"
              + ADDRESS
              + "[>)]).*"
              + WROTE
              + "(?!\\w).*:\\s*$",
          WORDS);

  private static final Pattern ORIGINAL =
      Pattern.compile(
          "^\\s*-{2,}\\s*(original message|original appointment|ursprüngliche nachricht|"
              + "originalnachricht|original-nachricht|urspr\\. nachricht|message d'origine|"
              + "message original|mensaje original|messaggio originale|oorspronkelijk bericht|"
              + "mensagem original|wiadomość oryginalna|oryginalna wiadomość|pierwotna wiadomość|"
              + "oprindelig meddelelse|opprinnelig melding|ursprungligt meddelande|"
              + "alkuperäinen viesti|původní (zpráva|e-mail)|původná správa|eredeti üzenet|mesaj original|"
              + "özgün ileti|исходное сообщение)\\s*-{2,}\\s*$",
          WORDS);

  /** Thunderbird leaves no space behind what was in bold print. */
  private static final String HEADING_ENDS = ")\\s?:(\\*|\\s)";

  private static final Pattern FROM_LINE =
      Pattern.compile(
          "^\\s*\\*?(from|von|de|da|van|od|fra|från|de la|feladó|lähettäjä|kimden|gönderen|от|від|"
              + "από"
              + HEADING_ENDS
              + ".*\\S.*",
          WORDS);

  private static final Pattern SENT_LINE =
      Pattern.compile(
          "^\\s*\\*?((sent|date|gesendet|datum|envoyé|enviado|enviada|inviato|data|verzonden|"
              + "wysłano|sendt|skickat|fecha|odesláno|odoslané|dátum|küldve|trimis|dată|lähetetty|"
              + "päivämäärä|gönderildi|gönderilme tarihi|tarih|отправлено|дата|надіслано|"
              + "στάλθηκε|ημερομηνία)( le| el| em| am)?"
              + HEADING_ENDS
              + ".*",
          WORDS);

  private static final Pattern TO_LINE =
      Pattern.compile(
          "^\\s*\\*?(to|an|à|para|a|aan|do|til|till|komu|címzett|către|vastaanottaja|kime|кому|"
              + "προς|subject|betreff|objet|asunto|oggetto|onderwerp|temat|assunto|emne|ämne|"
              + "předmět|predmet|tárgy|subiect|aihe|konu|тема|θέμα"
              + HEADING_ENDS
              + ".*",
          WORDS);

  private static final Pattern RULE = Pattern.compile("^\\s*_{10,}\\s*$");

  private static final Pattern FORWARDED =
      Pattern.compile("^\\s*(fwd?|wg|tr|rv|vl|enc|doorst|vb|pd|i|inoltr)\\s*:.*", WORDS);

  /** What a device or a mail service adds by itself. */
  private static final Pattern DEVICE =
      Pattern.compile(
          "^\\s*(sent (from|via)|get outlook|gesendet (von|mit|über|aus)|von meinem|mit meinem|"
              + "diese nachricht wurde von|envoyé (de|depuis|à partir)|obtenez|téléchargez|"
              + "enviado (desde|de)|obtener|inviato da|ottieni|scarica|(verstuurd|verzonden) (vanaf|"
              + "met|via)|download outlook|(von )?outlook für|wysłane z|pobierz|skickat från|sendt fra)"
              + "(?=.*(iphone|ipad|android|samsung|huawei|xiaomi|galaxy|smartphone|mobile|handy|"
              + "telefon|outlook|yahoo|gmx|web\\.de|t-online|mail app|windows|ios|proton|blackberry|"
              + "k-9)).{0,120}$",
          WORDS);

  /** Who says so has written between the lines of a history without marks. */
  private static final Pattern BETWEEN =
      Pattern.compile(
          "\\b(inline|in line|in-line|answers? below|comments? below|below in (red|bold|blue|green)|"
              + "im text|zwischen den zeilen|antworten? unten|in rot|in blau|dans le texte|"
              + "en rouge|en el texto|en rojo|nel testo|in rosso|in de tekst|w tekście|"
              + "na czerwono)\\b",
          WORDS);

  private ReplyMarks() {}

  static boolean isForwarded(String subject) {
    return FORWARDED.matcher(subject).matches();
  }

  static boolean isQuoted(String line) {
    return line.startsWith(">") || line.startsWith(" >");
  }

  /** Whether the words point to others further down. */
  static boolean pointBelow(List<String> words) {
    return words.stream().anyMatch(line -> !isLong(line) && BETWEEN.matcher(line).find());
  }

  /**
   * The line after the heading of a letter that goes on unmarked below; -1 when none begins here.
   */
  static int unmarked(List<String> lines, int at) {
    if (isLong(lines.get(at))) {
      return -1;
    }
    if (ORIGINAL.matcher(lines.get(at)).matches()) {
      return at + 1;
    }
    boolean ruled = RULE.matcher(lines.get(at)).matches() && at + 1 < lines.size();
    int end = headersEnd(lines, ruled ? at + 1 : at);
    return end < 0 ? attributed(lines, at, CERTAIN) : end;
  }

  /** As Outlook begins a history: sender and date below each other; GMX has the date first. */
  private static int headersEnd(List<String> lines, int at) {
    List<String> next =
        lines.subList(at + 1, Math.min(at + HEADER_LINES, lines.size())).stream()
            .map(line -> isLong(line) ? "" : line)
            .toList();
    String first = lines.get(at);
    boolean from =
        FROM_LINE.matcher(first).matches()
            && next.stream().limit(3).anyMatch(line -> SENT_LINE.matcher(line).matches());
    boolean sent =
        SENT_LINE.matcher(first).matches()
            && next.stream().limit(2).anyMatch(line -> FROM_LINE.matcher(line).matches())
            && next.stream().anyMatch(line -> TO_LINE.matcher(line).matches());
    if (!from && !sent) {
      return -1;
    }
    int end = at + 1;
    while (end < lines.size() && !lines.get(end).isBlank() && !isQuoted(lines.get(end))) {
      end++;
    }
    return end;
  }

  /** The line after "On … wrote:", which may take up to three lines; -1 when none begins here. */
  static int attributed(List<String> lines, int at) {
    int end = attributed(lines, at, ATTRIBUTION);
    return end < 0 ? attributed(lines, at, DATED) : end;
  }

  private static int attributed(List<String> lines, int at, Pattern pattern) {
    StringBuilder attribution = new StringBuilder();
    for (int i = at; i < Math.min(at + ATTRIBUTION_LINES, lines.size()); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || isLong(line)) {
        return -1;
      }
      attribution.append(line).append(' ');
      if (line.endsWith(":") && pattern.matcher(attribution.toString().strip()).matches()) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Where the signature of some lines begins that ends them; their end when there is none. */
  static int signatureFrom(List<String> lines, int from, int to) {
    int end = to;
    while (end > from && lines.get(end - 1).isBlank()) {
      end--;
    }
    int device = end;
    while (device > from && DEVICE.matcher(fit(lines.get(device - 1))).matches()) {
      device--;
    }
    if (device < end) {
      return device > from && isDelimiter(lines.get(device - 1)) ? device - 1 : device;
    }
    for (int i = end - 1; i >= Math.max(from, end - SIGNATURE_LINES); i--) {
      if (isLong(lines.get(i)) || lines.get(i).length() > SIGNATURE_WIDTH) {
        return to;
      }
      if (isDelimiter(lines.get(i))) {
        return i;
      }
    }
    return to;
  }

  private static boolean isDelimiter(String line) {
    return line.equals("-- ") || line.equals("--");
  }

  private static String fit(String line) {
    return isLong(line) ? "" : line;
  }

  private static boolean isLong(String line) {
    return line.length() > LONGEST_LINE;
  }
}
