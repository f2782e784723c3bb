package org.carejourney.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.carejourney.messaging.Inserts.Insert;

/** One walk through a source, taking its FreeMarker pieces and its comments out. */
final class Scan {

  private static final Pattern START = Pattern.compile("\\$\\{|\\[/?[#@][A-Za-z]");
  private static final Pattern ANGLE = Pattern.compile("</?[#@]");

  private final Inserts inserts;
  private final String file;
  private final String source;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> lines = new ArrayList<>(List.of(1));
  private int line = 1;
  private int at;

  Scan(Inserts inserts, String file, String source) {
    this.inserts = inserts;
    this.file = file;
    this.source = source.replace("\r\n", "\n");
  }

  MaskedText masked() {
    if (Inserts.markedIn(source)) {
      throw new TemplateProblem(file, 0, "the characters U+E000 and U+E001 cannot be used");
    }
    var start = START.matcher(source);
    var angle = ANGLE.matcher(source);
    while (at < source.length()) {
      start.region(at, source.length());
      angle.region(at, source.length());
      if (source.startsWith("[#--", at)) {
        skip(after("--]", "[#-- is never closed by --]"));
      } else if (source.startsWith("<!--", at) && !source.startsWith("<!--[if", at)) {
        skip(after("-->", "<!-- is never closed by -->"));
      } else if (start.lookingAt()) {
        int end = end(start.end(), source.charAt(at) == '$' ? '}' : ']');
        text.append(inserts.add(new Insert(file, line, source.substring(at, end))));
        skip(end);
      } else if (angle.lookingAt()) {
        throw problem("directives are written [#if …], not <#if …>");
      } else {
        copy();
      }
    }
    return new MaskedText(file, text.toString(), lines);
  }

  private void copy() {
    char c = source.charAt(at++);
    text.append(c);
    if (c == '\n') {
      lines.add(++line);
    }
  }

  private void skip(int end) {
    line += (int) source.substring(at, end).chars().filter(c -> c == '\n').count();
    at = end;
  }

  private int after(String close, String problem) {
    int end = source.indexOf(close, at);
    if (end < 0) {
      throw problem(problem);
    }
    return end + close.length();
  }

  /** Where the piece ends: at its closing bracket, brackets and strings within it skipped. */
  private int end(int from, char close) {
    int depth = 0;
    for (int i = from; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '"' || c == '\'') {
        i = endOfString(i);
      } else if (depth == 0 && c == close) {
        return i + 1;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      }
    }
    String start = source.substring(at, Math.min(source.length(), from + 20));
    throw problem(start.lines().findFirst().orElse(start) + " is never closed");
  }

  private int endOfString(int open) {
    boolean raw = source.charAt(open - 1) == 'r' && !Character.isLetter(source.charAt(open - 2));
    for (int i = open + 1; i < source.length(); i++) {
      if (source.charAt(i) == source.charAt(open)) {
        return i;
      }
      if (!raw && source.charAt(i) == '\\') {
        i++;
      }
    }
    throw problem("a string is never closed");
  }

  private TemplateProblem problem(String what) {
    return new TemplateProblem(file, line, what);
  }
}
