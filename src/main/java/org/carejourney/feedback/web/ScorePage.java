package org.carejourney.feedback.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Company;
import org.carejourney.engine.web.Languages;
import org.carejourney.engine.web.PublicPages;
import org.carejourney.feedback.ScoreLinks;
import org.carejourney.feedback.ScoreLinks.Choice;
import org.carejourney.feedback.Scores;
import org.carejourney.feedback.Survey;
import org.carejourney.feedback.Surveys;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the score links in our letters lead. Looking changes nothing, since mail scanners follow
 * every link; the button acts. Whatever is wrong with a link, the page is one and the same.
 */
@Controller
class ScorePage {

  private static final String PATH = "/p/score/{token}";
  private static final String VIEW = "feedback/score";
  private static final int COMMENT_LENGTH = 2000;

  private final ScoreLinks links;
  private final Surveys surveys;
  private final Scores scores;
  private final Customers customers;
  private final Company company;
  private final PublicPages pages;
  private final Clock clock;

  ScorePage(
      ScoreLinks links,
      Surveys surveys,
      Scores scores,
      Customers customers,
      Company company,
      PublicPages pages,
      Clock clock) {
    this.links = links;
    this.surveys = surveys;
    this.scores = scores;
    this.customers = customers;
    this.company = company;
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * What a good link leads to.
   *
   * @param chosen the score that the link chose, or null
   */
  private record Visit(Survey survey, @Nullable Integer chosen, Customer customer) {

    Visit withoutChoice() {
      return new Visit(survey, null, customer);
    }
  }

  @GetMapping(PATH)
  String ask(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String again,
      Locale browser,
      HttpServletResponse response,
      Model model) {
    return visit(token)
        // Who comes back to change an answer finds that answer, not what the link once chose.
        .map(visit -> again == null ? visit : visit.withoutChoice())
        .map(visit -> look(visit, model))
        .orElseGet(() -> pages.unknown(VIEW, browser, response, model));
  }

  @PostMapping(PATH)
  String answer(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String score,
      @RequestParam(defaultValue = "") String comment,
      Locale browser,
      HttpServletResponse response,
      Model model) {
    Visit visit = visit(token).orElse(null);
    if (visit == null) {
      return pages.unknown(VIEW, browser, response, model);
    }
    // Browsers send a line break as two characters, and count it as one.
    String words = comment.replace("\r\n", "\n").strip();
    String wrong = wrong(score, words);
    if (wrong != null && isOpen(visit.survey())) {
      response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
      model.addAttribute("wrong", wrong);
      model.addAttribute("comment", words);
      return form(visit, score, model);
    }
    return switch (wrong == null
        ? scores.answer(visit.survey().id(), Integer.parseInt(score), words)
        : Scores.Outcome.CLOSED) {
      case TAKEN, SAME -> thanks(visit, model);
      case CLOSED -> page(visit, "over", model);
      case UNKNOWN -> pages.unknown(VIEW, browser, response, model);
    };
  }

  private static @Nullable String wrong(String score, String comment) {
    if (!score.matches("[" + Survey.LOWEST + "-" + Survey.HIGHEST + "]")) {
      return "score";
    }
    return comment.length() > COMMENT_LENGTH ? "comment" : null;
  }

  /** Empty for a question that was never answered in time too: nothing is left of it to show. */
  private Optional<Visit> visit(String token) {
    return links
        .read(token)
        .flatMap(choice -> surveys.find(choice.surveyId()).flatMap(found -> visit(choice, found)));
  }

  private Optional<Visit> visit(Choice choice, Survey survey) {
    return survey.answered() || isOpen(survey)
        ? customers
            .find(survey.customerId())
            .map(customer -> new Visit(survey, choice.score(), customer))
        : Optional.empty();
  }

  private boolean isOpen(Survey survey) {
    return clock.instant().isBefore(survey.closesAt());
  }

  private String look(Visit visit, Model model) {
    if (!isOpen(visit.survey())) {
      return page(visit, "over", model);
    }
    Integer chosen = visit.chosen() == null ? visit.survey().score() : visit.chosen();
    return form(visit, chosen == null ? "" : chosen.toString(), model);
  }

  private String form(Visit visit, String chosen, Model model) {
    model.addAttribute("chosen", chosen);
    model.addAttribute("commentLength", COMMENT_LENGTH);
    return page(visit, "ask", model);
  }

  private String thanks(Visit visit, Model model) {
    Survey survey = surveys.find(visit.survey().id()).orElseThrow();
    ZoneId zone = Optional.ofNullable(visit.customer().timeZone()).orElse(company.timeZone());
    model.addAttribute("low", survey.isLow());
    model.addAttribute(
        "until",
        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(Languages.of(visit.customer().locale()))
            .format(survey.closesAt().atZone(zone)));
    return page(new Visit(survey, null, visit.customer()), "done", model);
  }

  private String page(Visit visit, String state, Model model) {
    model.addAttribute("survey", visit.survey());
    return pages.page(VIEW, visit.customer().locale(), state, model);
  }
}
