package org.carejourney.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.carejourney.customer.Place.Source;
import org.carejourney.engine.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where customers' days happen: in the zone that the company told us, else where their telephone
 * number is from, else in their country, else where the company is. A number or a country may have
 * several zones.
 */
@Component
public class Places {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private final Company company;
  private final Clock clock;
  private final ConcurrentMap<List<String>, List<ZoneId>> read = new ConcurrentHashMap<>();

  Places(Company company, Clock clock) {
    this.company = company;
    this.clock = clock;
  }

  /**
   * Where a customer's day happens.
   *
   * @param customer null when nobody is known
   */
  public Place of(@Nullable Customer customer) {
    if (customer != null && customer.timeZone() != null) {
      return new Place(List.of(customer.timeZone()), Source.CUSTOMER);
    }
    List<ZoneId> byPhone = customer == null ? List.of() : byPhone(customer.phone());
    if (!byPhone.isEmpty()) {
      return new Place(byPhone, Source.PHONE);
    }
    List<ZoneId> byCountry = customer == null ? List.of() : byCountry(customer.region());
    if (!byCountry.isEmpty()) {
      return new Place(byCountry, Source.COUNTRY);
    }
    return new Place(List.of(company.timeZone()), Source.COMPANY);
  }

  private List<ZoneId> byPhone(@Nullable String e164) {
    if (e164 == null) {
      return List.of();
    }
    try {
      return zones(mapper().getTimeZonesForNumber(NUMBERS.parse(e164, null)));
    } catch (NumberParseException e) {
      return List.of();
    }
  }

  /** By its calling code alone, which countries such as the United States and Canada share. */
  private List<ZoneId> byCountry(@Nullable String region) {
    int code = region == null ? 0 : NUMBERS.getCountryCodeForRegion(region.substring(0, 2));
    return code == 0
        ? List.of()
        : zones(mapper().getTimeZonesForGeographicalNumber(new PhoneNumber().setCountryCode(code)));
  }

  /** Reads a file when it is first asked. */
  private static PhoneNumberToTimeZonesMapper mapper() {
    return PhoneNumberToTimeZonesMapper.getInstance();
  }

  private List<ZoneId> zones(List<String> names) {
    return read.computeIfAbsent(
        names,
        all ->
            all.stream()
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .sorted(Comparator.comparing(this::offset).thenComparing(ZoneId::getId))
                .toList());
  }

  private int offset(ZoneId zone) {
    return zone.getRules().getStandardOffset(clock.instant()).getTotalSeconds();
  }
}
