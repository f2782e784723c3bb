package org.carejourney.engine;

import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The company that cares: what letters name and when its people work.
 *
 * @param timeZone where its business hours happen
 * @param country ISO 3166 two letters; its public holidays are no business days
 * @param opens local start of a business day
 * @param closes local end of a business day
 */
@ConfigurationProperties("care.company")
public record Company(
    @DefaultValue("Your company") String name,
    @DefaultValue("care@localhost") String email,
    @DefaultValue("") String phone,
    @DefaultValue("") String website,
    @DefaultValue("") String address,
    @DefaultValue("Europe/Berlin") ZoneId timeZone,
    @DefaultValue("DE") String country,
    @DefaultValue("09:00") LocalTime opens,
    @DefaultValue("17:00") LocalTime closes) {

  public Company {
    if (!opens.isBefore(closes)) {
      throw new IllegalArgumentException("care.company.opens must be before care.company.closes");
    }
  }
}
