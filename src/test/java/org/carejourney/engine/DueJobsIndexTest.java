package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.carejourney.CareTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@CareTest
class DueJobsIndexTest {

  @Autowired private JdbcClient jdbc;
  @Autowired private DueJobsIndex index;

  @Test
  void dueJobsAreFoundByAnIndexThatIsMadeOnce() {
    index.postProcessEngineBuild(null);
    assertThat(
            jdbc.sql("select count(*) from information_schema.indexes where index_name = ?")
                .param("CARE_IDX_JOB_DUE")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }
}
