package org.carejourney.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule for diagrams, over every diagram under {@code processes/}. */
class DiagramTest {

  private static final Models MODELS = Models.read();

  static Stream<Rule> rules() {
    return Stream.of(
            NamingRules.ALL, LayoutRules.ALL, StepRules.ALL, ReferenceRules.ALL, EventRules.ALL)
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void holds(Rule rule) {
    assertHolds(rule);
  }

  @Test
  void delegateExpressionsNameABlock() {
    assertHolds(ReferenceRules.BLOCKS);
  }

  @Test
  void thereAreDiagrams() {
    assertThat(MODELS.diagrams()).isNotEmpty();
  }

  private static void assertHolds(Rule rule) {
    assertThat(MODELS.diagrams().stream().flatMap(diagram -> rule.findings(diagram, MODELS)))
        .as(rule.name())
        .isEmpty();
  }
}
