package org.carejourney.engine.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.carejourney.CareTest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@CareTest
class LoginTest {

  @LocalServerPort int port;

  @Test
  void starts() {
    assertThat(port).isPositive();
  }
}
