package org.carejourney.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.carejourney.engine.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What the company tells about a customer, and what we answer when asked: the fields as they came,
 * unchecked. See {@link Customer} for their meaning; null or blank stands for not told.
 *
 * @param customerId need not be told where it stands in the address
 * @param locale BCP 47
 * @param timeZone IANA
 * @param birthday ISO date
 * @param consents statements to add; in an answer those that count now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(
    @Nullable String customerId,
    @Nullable String name,
    @Nullable String givenName,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String locale,
    @Nullable String timeZone,
    @Nullable String country,
    @Nullable String segment,
    @Nullable String birthday,
    @Nullable Map<String, Object> attributes,
    @Nullable List<@Nullable Statement> consents) {

  static final Profile EMPTY =
      new Profile(null, null, null, null, null, null, null, null, null, null, Map.of(), List.of());

  private static final Pattern ATTRIBUTE =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_.-]{0,63}");
  private static final int ATTRIBUTES = 100;
  private static final int ATTRIBUTE_LENGTH = 10_000;

  /**
   * A statement on consent.
   *
   * @param at ISO-8601 with offset, or null for now
   * @param wording which words the customer had before them, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Statement(
      @Nullable String purpose,
      @Nullable String channel,
      @Nullable Boolean granted,
      @Nullable String source,
      @Nullable String at,
      @Nullable String wording) {}

  /** What we know of a customer. */
  public static Profile of(Customer customer, List<Consent> consents) {
    return new Profile(
        customer.customerId(),
        customer.name(),
        customer.givenName(),
        customer.email(),
        customer.phone(),
        customer.locale() == null ? null : customer.locale().toLanguageTag(),
        customer.timeZone() == null ? null : customer.timeZone().getId(),
        customer.country(),
        customer.segment(),
        customer.birthday() == null ? null : customer.birthday().toString(),
        customer.attributes(),
        consents.stream()
            .map(
                said ->
                    new Statement(
                        said.purpose(),
                        said.channel(),
                        said.granted(),
                        said.source(),
                        said.at() == null ? null : said.at().toString(),
                        said.wording()))
            .toList());
  }

  /** The customer, checked but for the phone number; {@link Problem} 422 naming the field. */
  public Customer customer(String id, Clock clock) {
    if (customerId != null && !customerId.equals(id)) {
      throw Checks.invalid("customerId", "customerId is another one than in the address");
    }
    return new Customer(
        Checks.customerId(id),
        Checks.required("name", name, 200),
        Checks.text("givenName", givenName, 200),
        Checks.email(email),
        Checks.text("phone", phone, 64),
        null,
        Checks.locale(locale),
        Checks.timeZone(timeZone),
        Checks.country(country),
        Checks.text("segment", segment, 64),
        Checks.birthday(birthday, clock),
        checkedAttributes(),
        false);
  }

  /** The statements, checked; {@link Problem} 422 naming the field. */
  public List<Consent> statements(Clock clock) {
    List<Consent> checked = new ArrayList<>();
    for (int i = 0; consents != null && i < consents.size(); i++) {
      String at = "consents[" + i + "].";
      Statement said = consents.get(i);
      if (said == null || said.granted() == null) {
        throw Problem.unprocessable("missing", at + "granted", at + "granted is missing");
      }
      checked.add(
          new Consent(
              Checks.oneOf(at + "purpose", said.purpose(), Consent.PURPOSES),
              Checks.oneOf(at + "channel", said.channel(), Consent.CHANNELS),
              said.granted(),
              Checks.required(at + "source", said.source(), 200),
              Checks.past(at + "at", said.at(), clock),
              Checks.text(at + "wording", said.wording(), 100)));
    }
    return checked;
  }

  private Map<String, Object> checkedAttributes() {
    if (attributes == null) {
      return Map.of();
    }
    if (attributes.size() > ATTRIBUTES) {
      throw Checks.invalid("attributes", "attributes has more than " + ATTRIBUTES + " entries");
    }
    attributes.forEach(
        (attribute, value) -> {
          if (!ATTRIBUTE.matcher(attribute).matches()) {
            throw Checks.invalid(
                "attributes",
                "The name of an attribute begins with a letter and has up to 64 letters, digits or"
                    + " signs of _ . -");
          }
          if (String.valueOf(value).length() > ATTRIBUTE_LENGTH) {
            throw Problem.unprocessable(
                "too-long",
                "attributes." + attribute,
                String.format(
                    Locale.ROOT,
                    "attributes.%s is longer than %d characters",
                    attribute,
                    ATTRIBUTE_LENGTH));
          }
        });
    return attributes;
  }
}
