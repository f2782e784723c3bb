package org.carejourney.messaging.web;

import java.util.List;
import java.util.Set;
import org.carejourney.customer.Consent;
import org.carejourney.customer.Preference;
import org.carejourney.customer.Preferences;
import org.springframework.util.MultiValueMap;

/**
 * One purpose of the form a customer fills in. A box is named by purpose and channel; boxes that
 * were not shown, because the address came later, are not taken for a no.
 */
public record PreferenceForm(String purpose, List<Box> boxes) {

  /**
   * One box of the form.
   *
   * @param name as the form sends it
   * @param address masked: the link may have been passed on
   */
  public record Box(String name, String channel, String address, boolean on) {}

  static List<PreferenceForm> of(List<Preference> reachable) {
    return Preferences.PURPOSES.stream()
        .map(purpose -> new PreferenceForm(purpose, boxes(purpose, reachable)))
        .filter(form -> !form.boxes().isEmpty())
        .toList();
  }

  private static List<Box> boxes(String purpose, List<Preference> reachable) {
    return reachable.stream()
        .filter(one -> one.purpose().equals(purpose) && one.address() != null)
        .map(
            one ->
                new Box(
                    name(one), one.channel(), masked(one.channel(), one.address()), one.allowed()))
        .toList();
  }

  /**
   * What the form says; names we did not give are passed over.
   *
   * @param wording which words stood around it
   */
  static List<Consent> read(
      MultiValueMap<String, String> form, List<Preference> known, String source, String wording) {
    Set<String> shown = Set.copyOf(form.getOrDefault("shown", List.of()));
    Set<String> on = Set.copyOf(form.getOrDefault("on", List.of()));
    return known.stream()
        .filter(one -> one.reachable() && shown.contains(name(one)))
        .map(
            one ->
                new Consent(
                    one.purpose(), one.channel(), on.contains(name(one)), source, null, wording))
        .toList();
  }

  private static String name(Preference one) {
    return one.purpose() + "." + one.channel();
  }

  /** Enough for its owner to know it again: {@code s…@example.org}, {@code …89}. */
  static String masked(String channel, String address) {
    String first = address.substring(0, address.offsetByCodePoints(0, 1));
    return switch (channel) {
      case "email" -> first + "…" + address.substring(address.lastIndexOf('@'));
      case "sms", "phone" -> "…" + address.substring(Math.max(0, address.length() - 2));
      default -> first + "…";
    };
  }
}
