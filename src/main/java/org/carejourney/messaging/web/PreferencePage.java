package org.carejourney.messaging.web;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carejourney.customer.CarePauses;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Places;
import org.carejourney.customer.Preference;
import org.carejourney.engine.web.Languages;
import org.carejourney.engine.web.PublicPages;
import org.carejourney.messaging.Links;
import org.carejourney.messaging.Message;
import org.carejourney.messaging.Messages;
import org.carejourney.messaging.ReaderWishes;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where the last link of our letters leads: the customer chooses what we send, or stops it. Looking
 * changes nothing, since mail scanners follow links; the buttons act. Whatever is wrong with a
 * link, the page is one and the same and tells nothing.
 */
@Controller
class PreferencePage {

  private static final String PATH = "/p/preferences/{token}";
  private static final String VIEW = "messaging/preferences";
  private static final String SOURCE = "preference page";

  /** The version of the page's words, in all languages: another one when they are changed. */
  static final String WORDING = "preferences-1";

  private static final Pattern ONE_CLICK =
      Pattern.compile("name=\"?List-Unsubscribe\\b", Pattern.CASE_INSENSITIVE);

  /** For how long a customer may pause, by the word of the button. */
  private static final Map<String, Period> PAUSES =
      Map.of("month", Period.ofDays(30), "quarter", Period.ofDays(90));

  private final Links links;
  private final Messages messages;
  private final Customers customers;
  private final ReaderWishes wishes;
  private final CarePauses pauses;
  private final Clock clock;
  private final Places places;
  private final PublicPages pages;

  PreferencePage(
      Links links,
      Messages messages,
      Customers customers,
      ReaderWishes wishes,
      CarePauses pauses,
      Clock clock,
      Places places,
      PublicPages pages) {
    this.links = links;
    this.messages = messages;
    this.customers = customers;
    this.wishes = wishes;
    this.pauses = pauses;
    this.clock = clock;
    this.places = places;
    this.pages = pages;
  }

  /** What a good link stands for. */
  private record Reader(Message message, Customer customer) {}

  @GetMapping(PATH)
  String ask(
      @PathVariable String token, Locale browser, HttpServletResponse response, Model model) {
    return reader(token)
        .map(reader -> show(reader.customer(), "ask", model))
        .orElseGet(() -> pages.unknown(VIEW, browser, response, model));
  }

  @PostMapping(PATH)
  String act(
      @PathVariable String token,
      @RequestParam MultiValueMap<String, String> form,
      Locale browser,
      HttpServletResponse response,
      Model model) {
    return reader(token)
        .map(reader -> show(reader.customer(), done(reader, form), model))
        .orElseGet(() -> pages.unknown(VIEW, browser, response, model));
  }

  /** As a mail program may send its one field (RFC 8058); our own form never comes in parts. */
  @PostMapping(path = PATH, consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  String actInParts(
      @PathVariable String token,
      @RequestBody String parts,
      Locale browser,
      HttpServletResponse response,
      Model model) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    if (ONE_CLICK.matcher(parts).find()) {
      form.add("List-Unsubscribe", "One-Click");
    }
    return act(token, form, browser, response, model);
  }

  private Optional<Reader> reader(String token) {
    return links
        .read("preferences", token)
        .filter(facts -> facts.size() == 1)
        .flatMap(facts -> messages.find(facts.get(0)))
        .flatMap(
            message ->
                customers
                    .find(message.customerId())
                    .map(customer -> new Reader(message, customer)));
  }

  private String done(Reader reader, MultiValueMap<String, String> form) {
    String customerId = reader.customer().customerId();
    String messageId = reader.message().id();
    if (form.containsKey("stop")) {
      wishes.stop(reader.message(), SOURCE, wording(reader.customer()));
      return "stopped";
    }
    if (form.containsKey("resume")) {
      pauses.resume(customerId, messageId);
      return "saved";
    }
    Period pause = PAUSES.get(form.getOrDefault("pause", List.of("")).get(0));
    if (pause != null) {
      pauses.pause(customerId, endOf(pause, reader.customer()), messageId);
      return "paused";
    }
    if (form.containsKey("List-Unsubscribe")) {
      // What a mail program asks for its reader (RFC 8058).
      return wishes.stopKind(reader.message(), "mail program") ? "saved" : "ask";
    }
    List<Consent> told =
        PreferenceForm.read(form, wishes.of(reader.customer()), SOURCE, wording(reader.customer()));
    wishes.choose(reader.customer(), told, reader.message());
    return told.isEmpty() ? "ask" : "saved";
  }

  /** Which words the customer has before them, such as {@code preferences-1-de}. */
  private static String wording(Customer customer) {
    return WORDING + "-" + Languages.of(customer.locale()).getLanguage();
  }

  /** The beginning of the day after, where the customer lives. */
  private Instant endOf(Period pause, Customer customer) {
    ZoneId zone = places.of(customer).zone();
    return LocalDate.now(clock.withZone(zone)).plus(pause).atStartOfDay(zone).toInstant();
  }

  private String show(Customer customer, String state, Model model) {
    List<Preference> now = wishes.of(customer).stream().filter(Preference::reachable).toList();
    pauses
        .until(customer.customerId())
        .ifPresent(until -> model.addAttribute("pausedUntil", day(until, customer)));
    model.addAttribute("purposes", PreferenceForm.of(now));
    model.addAttribute("anything", now.stream().anyMatch(Preference::allowed));
    return pages.page(VIEW, customer.locale(), state, model);
  }

  private String day(Instant moment, Customer customer) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .localizedBy(Languages.of(customer.locale()))
        .format(moment.atZone(places.of(customer).zone()));
  }
}
