package org.carejourney.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;

/**
 * One input of a Camunda Form, as far as the server checks it.
 *
 * @param key name of the value
 * @param routing whether the process may see the value (custom property {@code routing})
 * @param options allowed values of a choice; empty for other inputs
 * @param hideWhen FEEL expression that hides the field, or null
 */
record FormField(
    String key,
    String label,
    String type,
    boolean routing,
    boolean required,
    int maxLength,
    @Nullable Double min,
    @Nullable Double max,
    @Nullable String pattern,
    List<String> options,
    @Nullable String hideWhen) {

  /** Where a form sets no limit of its own. */
  private static final int LONGEST = 10_000;

  private static final Set<String> INPUTS =
      Set.of(
          "textfield",
          "textarea",
          "number",
          "checkbox",
          "radio",
          "select",
          "checklist",
          "taglist",
          "datetime");

  /** Every input of a form, groups opened. */
  static List<FormField> of(JsonNode form) {
    List<FormField> fields = new ArrayList<>();
    collect(form, null, fields);
    return fields;
  }

  private static void collect(JsonNode parent, @Nullable String hideWhen, List<FormField> fields) {
    for (JsonNode component : parent.path("components")) {
      String hide = component.path("conditional").path("hide").asText(hideWhen);
      if (INPUTS.contains(component.path("type").asText()) && component.has("key")) {
        fields.add(field(component, hide));
      }
      collect(component, hide, fields);
    }
  }

  private static FormField field(JsonNode component, String hideWhen) {
    JsonNode validate = component.path("validate");
    List<String> options = new ArrayList<>();
    component.path("values").forEach(option -> options.add(option.path("value").asText()));
    String key = component.path("key").asText();
    return new FormField(
        key,
        component.path("label").asText(key),
        component.path("type").asText(),
        component.path("properties").path("routing").asBoolean(false),
        validate.path("required").asBoolean(false),
        validate.path("maxLength").asInt(LONGEST),
        validate.has("min") ? validate.get("min").asDouble() : null,
        validate.has("max") ? validate.get("max").asDouble() : null,
        validate.hasNonNull("pattern") ? validate.get("pattern").asText() : null,
        options,
        hideWhen);
  }

  /**
   * The checked value: text, Boolean, Double or null for "left empty".
   *
   * @throws FormProblem when the value cannot be
   */
  @Nullable Object check(@Nullable Object raw) {
    Object value = raw instanceof String text && text.isBlank() ? null : raw;
    if (value == null || ("checkbox".equals(type) && Boolean.FALSE.equals(value))) {
      if (required) {
        throw new FormProblem(key, "Please fill in '" + label + "'.");
      }
      return value;
    }
    return switch (type) {
      case "number" -> number(value);
      case "checkbox" -> flag(value);
      case "checklist", "taglist" -> choices(value);
      case "radio", "select" -> choice(value);
      default -> text(value);
    };
  }

  private Double number(Object value) {
    double number;
    try {
      number = value instanceof Number n ? n.doubleValue() : Double.parseDouble(value.toString());
    } catch (NumberFormatException e) {
      throw new FormProblem(key, "'" + label + "' must be a number.");
    }
    if (!Double.isFinite(number)
        || (min != null && number < min)
        || (max != null && number > max)) {
      throw new FormProblem(key, "'" + label + "' must be a number" + range() + ".");
    }
    return number;
  }

  private String range() {
    return (min == null ? "" : " of at least " + plain(min))
        + (min != null && max != null ? " and" : "")
        + (max == null ? "" : " of at most " + plain(max));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private Boolean flag(Object value) {
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw new FormProblem(key, "'" + label + "' must be ticked or not.");
  }

  private String choice(Object value) {
    if (value instanceof String chosen && (options.isEmpty() || options.contains(chosen))) {
      return chosen;
    }
    throw new FormProblem(
        key, "'" + label + "' must be one of " + String.join(", ", options) + ".");
  }

  private String choices(Object value) {
    if (!(value instanceof List<?> list)) {
      throw new FormProblem(key, "'" + label + "' must be a list of choices.");
    }
    return String.join(", ", list.stream().map(this::choice).toList());
  }

  private String text(Object value) {
    if (!(value instanceof String text)) {
      throw new FormProblem(key, "'" + label + "' must be text.");
    }
    if (text.codePointCount(0, text.length()) > maxLength) {
      throw new FormProblem(
          key, "'%s' may have at most %,d characters.".formatted(label, maxLength));
    }
    if (pattern != null && !text.matches(pattern)) {
      throw new FormProblem(key, "'" + label + "' does not have the expected form.");
    }
    return Text.clean(text);
  }
}
