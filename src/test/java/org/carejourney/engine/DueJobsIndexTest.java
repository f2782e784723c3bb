package org.carejourney.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.carejourney.CareTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CareTest
class DueJobsIndexTest {

  @Autowired private DataSource database;
  @Autowired private DueJobsIndex index;

  @Test
  void dueJobsAreFoundByAnIndexThatIsMadeOnce() throws SQLException {
    index.postProcessEngineBuild(null);
    assertThat(indexesOfJobs()).containsOnlyOnce("CARE_IDX_JOB_DUE");
  }

  private List<String> indexesOfJobs() throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      DatabaseMetaData told = connection.getMetaData();
      String table = told.storesLowerCaseIdentifiers() ? "act_ru_job" : "ACT_RU_JOB";
      try (ResultSet row = told.getIndexInfo(null, connection.getSchema(), table, false, true)) {
        while (row.next()) {
          names.add(String.valueOf(row.getString("INDEX_NAME")).toUpperCase(Locale.ROOT));
        }
      }
    }
    return names;
  }
}
