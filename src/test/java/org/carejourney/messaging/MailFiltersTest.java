package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.carejourney.CareTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What operators are told about our filters. */
@CareTest
class MailFiltersTest {

  @Autowired private MailFilters filters;

  @Test
  void theTableForOperatorsNamesEachFilterInOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("src/docs/operating.md")).stream()
            .dropWhile(line -> !line.startsWith("| recognised as"))
            .takeWhile(line -> line.startsWith("|"))
            .skip(2)
            .map(
                row -> Arrays.stream(row.split("\\|")).skip(1).limit(2).map(String::strip).toList())
            .map(cells -> cells.get(0) + ": " + cells.get(1))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            filters.all().stream()
                .map(filter -> filter.name() + ": `" + filter.kind() + "`")
                .toList());
  }
}
