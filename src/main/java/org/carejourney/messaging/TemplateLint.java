package org.carejourney.messaging;

import java.util.regex.Pattern;
import org.carejourney.messaging.Inserts.Insert;

/**
 * Refuses what no message needs and an attacker would use. The engine they run in could not do much
 * with it either; this says so early, with a line.
 */
final class TemplateLint {

  private static final Pattern REFUSED =
      Pattern.compile(
          "\\?\\s*(new|api|has_api|eval|eval_json|interpret|no_?[eE]sc|markup_string)\\b"
              + "|\\.\\s*(data_?[mM]odel|globals|main|get_?[oO]ptional_?[tT]emplate"
              + "|current_?[tT]emplate_?[nN]ame|main_?[tT]emplate_?[nN]ame)\\b"
              + "|^\\[/?#(no_?[aA]uto_?[eE]sc|auto_?[eE]sc|output_?[fF]ormat|setting|ftl|noparse"
              + "|noParse|escape|noescape|noEscape|attempt|recover|include|import|visit|recurse)\\b");

  /** Comments may stand inside an expression and must not hide anything. */
  private static final Pattern COMMENT = Pattern.compile("[<\\[]#--.*?--[>\\]]", Pattern.DOTALL);

  static void check(Insert insert) {
    var refused = REFUSED.matcher(COMMENT.matcher(insert.code()).replaceAll(""));
    if (refused.find()) {
      String found = refused.group().replaceAll("\\s", "");
      throw new TemplateProblem(
          insert.file(),
          insert.line(),
          found.matches("\\[#(include|import)")
              ? found + "] is not allowed: <mj-include path=\"…\"/> brings in shared parts"
              : found + " is not allowed in messages");
    }
  }

  private TemplateLint() {}
}
