package org.carejourney.engine.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What templates say, held against what stands in German.
 *
 * @param sources templates and Java sources by their paths
 * @param german German texts by their files
 */
record PageTexts(Map<String, String> sources, Map<String, Properties> german) {

  private static final Pattern SAID = Pattern.compile("\\bsay\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern PART = Pattern.compile("\\{\\d}");
  private static final String COMMENT = "(?s)<#--.*?-->";
  private static final String INTERPOLATION = "\\$\\{(?:\"[^\"]*\"|[^}\"])*}";
  private static final Pattern DIRECTIVE = Pattern.compile("</?[#@](?:\"[^\"]*\"|->|[^>\"])*>");
  private static final Pattern READ_ALOUD =
      Pattern.compile("(?:aria-label|title|alt|placeholder)=\"([^\"]+)\"");
  private static final String TAG = "<[a-zA-Z/!](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>";
  private static final Pattern WORD = Pattern.compile("[A-Za-z’]{2,}");
  private static final Pattern SENTENCE =
      Pattern.compile("(?<!say\\()(?<!\\.lang == )\"[A-Z][a-z]+[^\"]*\"");
  private static final String CODE = "<code>[^<]*</code>";
  // The same in both languages.
  private static final Set<String> NAMES = Set.of("Carejourney", "Tasklist", "Cockpit", "KB", "MB");

  /** Texts that have no German, each with its place. */
  List<String> withoutGerman() {
    Properties known = new Properties();
    german.values().forEach(known::putAll);
    return each(
        (path, text) ->
            known.containsKey(text) ? null : path + " has no German for '" + text + "'");
  }

  /** German texts that nobody says, and those that stand twice. */
  List<String> needless() {
    Set<String> said = new TreeSet<>();
    sources.forEach((path, source) -> said.addAll(said(source)));
    Map<String, String> places = new HashMap<>();
    List<String> needless = new ArrayList<>();
    german.forEach(
        (file, texts) ->
            texts
                .stringPropertyNames()
                .forEach(
                    text -> {
                      String other = places.put(text, file);
                      if (other != null) {
                        needless.add("%s and %s both have '%s'".formatted(file, other, text));
                      }
                      if (!said.contains(text)) {
                        needless.add("%s has '%s', which nobody says".formatted(file, text));
                      }
                    }));
    return needless;
  }

  /** Texts whose German fills in other parts, or none. */
  List<String> withOtherParts() {
    List<String> wrong = new ArrayList<>();
    german.forEach(
        (file, texts) ->
            texts.forEach(
                (text, inGerman) -> {
                  if (!parts(text.toString()).equals(parts(inGerman.toString()))) {
                    wrong.add("%s fills in other parts of '%s'".formatted(file, text));
                  }
                }));
    return wrong;
  }

  /** Words that stand in a template without {@code say}. */
  List<String> unsaid() {
    List<String> unsaid = new ArrayList<>();
    sources.forEach(
        (path, source) -> {
          if (path.endsWith(".ftlh")) {
            words(source).forEach(word -> unsaid.add(path + " does not say '" + word + "'"));
          }
        });
    return unsaid;
  }

  private static List<String> words(String source) {
    String code = source.replaceAll(COMMENT, "");
    List<String> found = new ArrayList<>();
    DIRECTIVE
        .matcher(code)
        .results()
        .flatMap(directive -> SENTENCE.matcher(directive.group()).results())
        .map(MatchResult::group)
        .filter(text -> !NAMES.contains(text.replace("\"", "")))
        .forEach(found::add);
    String html =
        DIRECTIVE.matcher(code.replaceAll(INTERPOLATION, "").replaceAll(CODE, "")).replaceAll("");
    READ_ALOUD
        .matcher(html)
        .results()
        .map(named -> named.group(1))
        .filter(name -> WORD.matcher(name).find())
        .forEach(found::add);
    WORD.matcher(html.replaceAll(TAG, " "))
        .results()
        .map(MatchResult::group)
        .filter(word -> !NAMES.contains(word))
        .forEach(found::add);
    return found;
  }

  private interface Look {
    String complaint(String path, String text);
  }

  private List<String> each(Look look) {
    List<String> complaints = new ArrayList<>();
    sources.forEach(
        (path, source) ->
            said(source).stream()
                .map(text -> look.complaint(path, text))
                .filter(complaint -> complaint != null)
                .forEach(complaints::add));
    return complaints;
  }

  private static List<String> said(String source) {
    return SAID.matcher(source).results().map(found -> found.group(1)).toList();
  }

  private static Set<String> parts(String text) {
    return PART.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
