package org.carejourney.support;

import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;

/** Fails in the ways that code and databases fail, with what a customer said in its mouth. */
@Controller
class Clumsy {

  private static final String SAID = Stumbling.MARK;

  private final JdbcTemplate jdbc;

  Clumsy(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @PostMapping("/api/clumsy")
  @ResponseBody
  String api(@RequestBody Map<String, String> asked) {
    return fail(asked.get("how"));
  }

  @GetMapping("/care/clumsy-page")
  @ResponseBody
  String page() {
    return fail("wrapped");
  }

  private String fail(String how) {
    switch (how) {
      case "row" ->
          jdbc.update(
              """
              insert into consent (customer_id, purpose, channel, granted, source, stated_at)
              values (?, ?, 'x', true, null, current_timestamp)""",
              SAID,
              SAID);
      case "type" -> jdbc.queryForList("select cast(? as int)", SAID + "@example.org");
      case "wrapped" -> wrapped();
      default -> Integer.parseInt(SAID);
    }
    return "well";
  }

  private static void wrapped() {
    try {
      Integer.parseInt(SAID);
    } catch (NumberFormatException e) {
      throw new IllegalStateException(e);
    }
  }
}
