package org.carejourney;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.carejourney.engine.Block;
import org.carejourney.engine.DemoClock;
import org.joda.time.DateTimeUtils;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the house that a compiler does not know. */
@AnalyzeClasses(packages = "org.carejourney", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<String> CLOCKS =
      Set.of(ClockUtil.class.getName(), DateTimeUtils.class.getName());

  @Test
  void modulesLookOnlyToTheLeft() {
    ApplicationModules.of(Carejourney.class).verify();
  }

  @ArchTest
  static final ArchRule onlyTheEngineModuleAndBlocksKnowCamunda =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.carejourney.engine..", "..process..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda..")
          .because("a move to a fork of the engine must stay one mechanical step");

  @ArchTest
  static final ArchRule businessTimeComesFromTheOneClock =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .because("the demo's clock and a rehearsal move time; inject java.time.Clock");

  @ArchTest
  static final ArchRule nobodyReplacesTheClock =
      noClasses()
          .that()
          .areNotAssignableTo(DemoClock.class)
          .should()
          .callMethodWhere(
              describe(
                  "the clock is replaced",
                  call ->
                      CLOCKS.contains(call.getTargetOwner().getFullName())
                          && call.getName().matches("reset|offset|set.*")))
          .because("the engine's clock is one for the whole JVM");

  @ArchTest
  static final ArchRule controllersStayInTheirRoom =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .should()
          .bePackagePrivate()
          .andShould()
          .resideInAPackage("..web..");

  @ArchTest
  static final ArchRule noWordsThatSayNothing =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper|Service|Dto|Mapper)")
          .orShould(
              be(
                  resideInAnyPackage(
                      "..impl..", "..util..", "..dto..", "..service..", "..common..")));

  @ArchTest
  static final ArchRule blocksAreSmall =
      classes()
          .that()
          .areAnnotatedWith(Block.class)
          .should(
              be(
                  describe(
                      "at most 40 lines in body", block -> bodyLines(block.getFullName()) <= 40)));

  @ArchTest
  static void everyPackageSaysWhereNullMayBe(JavaClasses classes) {
    assertThat(
            classes.stream()
                .map(JavaClass::getPackage)
                .filter(in -> !in.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName))
        .as("packages whose package-info.java does not say @NullMarked")
        .isEmpty();
  }

  private static long bodyLines(String name) {
    Path source = Path.of("src/main/java", name.replace('.', '/') + ".java");
    try {
      String text = Files.readString(source);
      return text.substring(text.indexOf("@Block")).lines().filter(l -> !l.isBlank()).count();
    } catch (IOException e) {
      throw new AssertionError(source + " cannot be read", e);
    }
  }

  @Test
  void theSizeRuleSeesTheSource() {
    assertThat(bodyLines("org.carejourney.support.process.CloseTicket")).isBetween(5L, 40L);
  }
}
