package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.carejourney.Carejourney;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What production refuses to start without, and whom its first start lets in. */
@ExtendWith(OutputCaptureExtension.class)
class ProductionStartTest {

  private ProcessEngine engine;
  private IdentityService identity;
  private Accounts accounts;

  @BeforeEach
  void anEngineThatNobodySetUp() {
    var settings = ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration();
    settings.setJdbcUrl("jdbc:h2:mem:first-start;DB_CLOSE_DELAY=-1");
    settings.setProcessEngineName("firstStart");
    settings.setDatabaseSchemaUpdate("create-drop");
    settings.setEnablePasswordPolicy(true);
    settings.setGeneralResourceWhitelistPattern("[a-z-]+");
    engine = settings.buildProcessEngine();
    identity = engine.getIdentityService();
    accounts = new Accounts(identity);
    accounts.ensureGroups();
  }

  @AfterEach
  void forget() {
    engine.close();
  }

  @Test
  void aDatabaseAndASecretMustBeGiven(CapturedOutput output) {
    assertThatThrownBy(() -> SpringApplication.run(Carejourney.class))
        .hasMessageContaining("spring.datasource.url");
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "spring.datasource.url is not set", "=demo");
    assertThatThrownBy(
            () -> SpringApplication.run(Carejourney.class, "--spring.datasource.url=jdbc:h2:mem:x"))
        .hasMessageContaining("care.secret");
  }

  @Test
  void theFirstStartMakesOneAdministratorWithAPasswordShownOnce(CapturedOutput output) {
    new FirstAdministrator(accounts, "").ensure();
    new FirstAdministrator(accounts, "").ensure();

    assertThat(output.getOut().split("log in as 'admin' with the password")).hasSize(2);
    String shown = output.getOut().replaceAll("(?s).*with the password (\\S+) .*", "$1");
    assertThat(identity.checkPassword("admin", shown)).isTrue();
    assertThat(identity.createUserQuery().memberOfGroup(Roles.ADMIN).count()).isOne();
  }

  @Test
  void aChosenPasswordHoldsAndLaterOnesChangeNothing() {
    new FirstAdministrator(accounts, "Lamps-4-Everyone").ensure();
    new FirstAdministrator(accounts, "Another-1-Later").ensure();

    assertThat(identity.checkPassword("admin", "Lamps-4-Everyone")).isTrue();
  }

  @Test
  void aWeakPasswordIsRefused() {
    assertThatThrownBy(() -> new FirstAdministrator(accounts, "short").ensure())
        .hasMessageContaining("care.admin-password is too weak");
    assertThat(identity.createUserQuery().count()).isZero();
  }

  @Test
  void anEmptyAdministratorsGroupEndsTheStart() {
    new FirstAdministrator(accounts, "Lamps-4-Everyone").ensure();
    accounts.requireAdministrator();
    identity.deleteMembership("admin", Roles.ADMIN);

    new FirstAdministrator(accounts, "Lamps-4-Everyone").ensure();

    assertThatThrownBy(accounts::requireAdministrator)
        .hasMessageContaining("Nobody is in the group camunda-admin");
  }
}
