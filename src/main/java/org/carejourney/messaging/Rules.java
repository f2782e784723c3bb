package org.carejourney.messaging;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.carejourney.customer.CarePauses;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Customers;
import org.carejourney.engine.Company;
import org.carejourney.messaging.MessageRequest.Purpose;
import org.carejourney.messaging.Rule.Answer;
import org.carejourney.messaging.Rule.Case;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The rules of the choke point, in the order they are asked. */
@Configuration(proxyBeanMethods = false)
class Rules {

  /**
   * @param allowList recipients that may be written to, {@code *} for any characters; empty means
   *     everybody. For staging: {@code *@our-company.example}
   */
  @ConfigurationProperties("care.outbound")
  record OutboundProperties(@DefaultValue List<String> allowList) {}

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private record Named(String name, Function<Case, Answer> question) implements Rule {
    @Override
    public Answer judge(Case asked) {
      return question.apply(asked);
    }
  }

  @Bean
  @Order(10)
  Rule customerKnown(Evidence evidence) {
    return new Named(
        "customer",
        asked ->
            asked.customer() == null
                ? new Rule.Objects("The customer is not known, or has been erased", false)
                : new Rule.Passes(evidence.localTime(asked.customer())));
  }

  @Bean
  @Order(20)
  Rule channelConnected(List<Provider> providers) {
    return new Named(
        "channel",
        asked ->
            objection(
                providers.stream().noneMatch(p -> p.channel().equals(asked.channel())),
                "No provider is connected for the channel " + asked.channel(),
                true));
  }

  @Bean
  @Order(30)
  Rule addressKnown() {
    return new Named(
        "address",
        asked ->
            objection(
                asked.address() == null,
                "The customer has no address for the channel " + asked.channel(),
                true));
  }

  @Bean
  @Order(40)
  Rule onAllowList(OutboundProperties properties) {
    return new Named(
        "allow-list",
        asked ->
            objection(
                !allowed(properties.allowList(), asked.address()),
                "The recipient is not on the allow-list of this installation",
                false));
  }

  @Bean
  @Order(45)
  Rule notSuppressed(Suppressions suppressions, Evidence evidence) {
    return new Named(
        "suppression",
        asked ->
            asked.address() == null
                ? new Rule.Passes()
                : suppressions
                    .forbidding(asked.channel(), asked.address(), asked.request().purpose())
                    .<Answer>map(
                        found -> new Rule.Objects(found.reason(), true, evidence.of(found)))
                    .orElseGet(Rule.Passes::new));
  }

  @Bean
  @Order(50)
  Rule consentGiven(Customers customers, Evidence evidence) {
    return new Named(
        "consent",
        asked -> {
          Purpose purpose = asked.request().purpose();
          if (purpose == Purpose.SERVICE) {
            return new Rule.Passes();
          }
          String word = purpose.name().toLowerCase(Locale.ROOT);
          var said = customers.consent(asked.request().customerId(), word, asked.channel());
          var basis = evidence.of(word, asked.channel(), said);
          return Consent.allows(word, said)
              ? new Rule.Passes(basis)
              : new Rule.Objects(
                  purpose == Purpose.MARKETING
                      ? "The customer has not agreed to marketing by " + asked.channel()
                      : "The customer does not want care messages by " + asked.channel(),
                  true,
                  basis);
        });
  }

  @Bean
  @Order(52)
  Rule notTooLate(Lateness lateness) {
    return new Named("late", lateness::judge);
  }

  @Bean
  @Order(55)
  Rule notPaused(CarePauses pauses, Company company, Evidence evidence) {
    return new Named(
        "pause",
        asked ->
            asked.request().purpose() == Purpose.SERVICE
                ? new Rule.Passes()
                : pauses
                    .until(asked.request().customerId())
                    .<Answer>map(
                        until ->
                            new Rule.Holds(
                                "The customer wants to hear nothing until "
                                    + DAY.format(until.atZone(company.timeZone())),
                                until,
                                evidence.pause(until)))
                    .orElseGet(Rule.Passes::new));
  }

  @Bean
  @Order(60)
  Rule nothingOpen(Holds holds, Evidence evidence) {
    return new Named(
        "hold",
        asked ->
            asked.request().purpose() == Purpose.SERVICE
                ? new Rule.Passes()
                : holds
                    .on(asked.request().customerId(), asked.request().businessKey())
                    .<Answer>map(
                        hold -> new Rule.Holds(hold.reason(), hold.until(), evidence.of(hold)))
                    .orElseGet(Rule.Passes::new));
  }

  @Bean
  @Order(70)
  Rule withinBudget(Budget budget) {
    return new Named("budget", budget::judge);
  }

  @Bean
  @Order(80)
  Rule goodHour(SendWindows windows) {
    return new Named("quiet-hours", windows::judge);
  }

  static boolean allowed(List<String> patterns, @Nullable String address) {
    return patterns.isEmpty()
        || (address != null
            && patterns.stream()
                .anyMatch(
                    pattern ->
                        address.matches("(?i)\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E")));
  }

  private static Answer objection(boolean objects, String reason, boolean tryNextChannel) {
    return objects ? new Rule.Objects(reason, tryNextChannel) : new Rule.Passes();
  }
}
