package org.carejourney.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A link in a mail is read years later, by whoever it was passed on to. */
class LinksTest {

  private static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");
  private static final String OLD = "an-old-secret-of-some-length-0123";
  private static final String NEW = "a-new-secret-of-some-length-45678";

  private final Links old = links(OLD);

  private static Links links(String secret, String... before) {
    return new Links(
        new Secret(secret, List.of(before), Path.of("target")),
        Clock.fixed(NOW, ZoneOffset.UTC),
        "https://care.example");
  }

  @Test
  void givesBackWhatItWasMadeFor() {
    String token = old.token("preferences", NOW.plusSeconds(1), "m-1", "x");
    assertThat(old.read("preferences", token)).contains(List.of("m-1", "x"));
  }

  @Test
  void isGoodForOnePurposeAndUntilItsEndOnly() {
    assertThat(old.read("score", old.token("preferences", NOW.plusSeconds(1), "m-1"))).isEmpty();
    assertThat(old.read("preferences", old.token("preferences", NOW, "m-1"))).isEmpty();
  }

  @Test
  void outlivesAChangeOfTheSecretOnlyWhileTheOldOneIsKept() {
    String token = old.token("preferences", NOW.plusSeconds(1), "m-1");
    assertThat(links(NEW, OLD).read("preferences", token)).contains(List.of("m-1"));
    assertThat(links(NEW).read("preferences", token)).isEmpty();
    assertThat(
            links(OLD, NEW)
                .read("preferences", links(NEW).token("preferences", NOW.plusSeconds(1), "n")))
        .contains(List.of("n"));
  }

  @Test
  void aForeignKeyIdFitsNothing() {
    String[] parts = old.token("preferences", NOW.plusSeconds(1), "m-1").split("\\.", -1);
    String content = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
    for (String id : List.of("1", "", "00000000")) {
      String changed = content.replaceFirst("^[^\n]*", id);
      String forged =
          Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(changed.getBytes(StandardCharsets.UTF_8))
              + "."
              + parts[1];
      assertThat(old.read("preferences", forged)).as(id).isEmpty();
    }
  }

  @Test
  void whatIsBrokenOpensNothing() {
    String good = old.token("preferences", NOW.plusSeconds(1), "m-1");
    for (String broken :
        List.of("", ".", "..", "x", good + ".", good + "A", good.substring(1), "é.é", "AA.AA")) {
      assertThat(old.read("preferences", broken)).as(broken).isEmpty();
    }
  }

  @Test
  void theAddressTellsNothingAboutThePerson() {
    assertThat(old.to("preferences", NOW.plusSeconds(1), "m-1"))
        .startsWith("https://care.example/p/preferences/")
        .matches("[-A-Za-z0-9_.:/]+");
  }
}
