package org.carejourney.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.carejourney.CareTest;
import org.carejourney.EveryTable;
import org.carejourney.Visitor;
import org.carejourney.customer.Customers;
import org.carejourney.customer.Places;
import org.carejourney.customer.Timeline;
import org.carejourney.engine.Conflicts;
import org.carejourney.engine.Occasion;
import org.carejourney.support.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Points, tiers and rewards, as journeys give them. */
@CareTest
class LoyaltyTest {

  @LocalServerPort private int port;
  @Autowired private Accounts accounts;
  @Autowired private Rewards rewards;
  @Autowired private Codes codes;
  @Autowired private LoyaltyFacts facts;
  @Autowired private Customers customers;
  @Autowired private Timeline timeline;
  @Autowired private Places places;
  @Autowired private Conflicts conflicts;
  @Autowired private Clock clock;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private JdbcClient client;
  @Autowired private PlatformTransactionManager transactions;
  private House house;

  @BeforeEach
  void house() {
    house = new House(port);
  }

  @Test
  void theSameOccasionGivesOnceAndAnswersAsItDidBefore() {
    String mira = house.customer("Mira Novák", "en", null);
    Occasion checkIn = occasion("once");
    assertThat(accounts.award(mira, 100, "Good check-in", checkIn))
        .isEqualTo(new Award(100, Tier.BRONZE, true));
    accounts.award(mira, 20, "A kind word", occasion("once"));
    assertThat(accounts.award(mira, 100, "Good check-in", checkIn))
        .isEqualTo(new Award(120, Tier.BRONZE, true));
    assertThat(accounts.history(mira, 10)).extracting(PointsEntry::points).containsExactly(20, 100);
    assertThat(house.story(mira))
        .containsExactly("+20 points: A kind word", "+100 points: Good check-in (reached bronze)");
  }

  @Test
  void tiersBeginAtTheirBordersAndAreReachedOnce() {
    String emil = house.customer("Emil Stone", "en", null);
    assertThat(award(emil, 99)).isEqualTo(new Award(99, Tier.NONE, false));
    assertThat(award(emil, 1)).isEqualTo(new Award(100, Tier.BRONZE, true));
    assertThat(award(emil, 399)).isEqualTo(new Award(499, Tier.BRONZE, false));
    assertThat(award(emil, 1)).isEqualTo(new Award(500, Tier.SILVER, true));
    assertThat(award(emil, 500)).isEqualTo(new Award(1000, Tier.GOLD, true));
    assertThat(award(emil, 500)).isEqualTo(new Award(1500, Tier.GOLD, false));
  }

  @Test
  void aCorrectionTakesPointsButNoTier() {
    String ella = house.customer("Ella Marsh", "en", null);
    award(ella, 100);
    assertThat(award(ella, -60)).isEqualTo(new Award(40, Tier.BRONZE, false));
    assertThat(accounts.of(ella)).isEqualTo(new Account(ella, 40, 100, Tier.BRONZE));
    assertThat(house.story(ella).get(0)).isEqualTo("-60 points: Test");
  }

  @Test
  void whatComesAtOnceAddsUpAndOnlyOneReachesTheTier() throws Exception {
    String kurt = house.customer("Kurt Ahl", "en", null);
    int hands = 8;
    ExecutorService pool = Executors.newFixedThreadPool(hands);
    CountDownLatch together = new CountDownLatch(hands);
    List<Future<Award>> given = new ArrayList<>();
    for (int i = 0; i < hands; i++) {
      given.add(
          pool.submit(
              () -> {
                together.countDown();
                together.await();
                return conflicts.retried(() -> award(kurt, 15));
              }));
    }
    Set<Integer> balances = new HashSet<>();
    int reached = 0;
    for (Future<Award> award : given) {
      balances.add(award.get().balance());
      reached += award.get().tierReached() ? 1 : 0;
    }
    pool.shutdown();
    assertThat(balances).hasSize(hands).contains(120);
    assertThat(reached).isEqualTo(1);
    assertThat(accounts.of(kurt)).isEqualTo(new Account(kurt, 120, 120, Tier.BRONZE));
  }

  @Test
  void codesCanBeReadOutAndNoTwoAreAlike() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String code = codes.next();
      assertThat(code).matches("[34679CDFHJKMNPQRTVWXY]{4}(-[34679CDFHJKMNPQRTVWXY]{4}){2}");
      seen.add(code);
    }
    assertThat(seen).hasSize(20_000);
  }

  @Test
  void aCodeThatSomebodyHasIsDrawnAgain() {
    String first = house.customer("Lia Fenn", "en", null);
    String taken = give(first).code();
    String fresh = codes.next();
    Rewards unlucky = drawing(taken, taken, fresh);
    String second = house.customer("Jo Reed", "en", null);
    Reward reward = in(() -> unlucky.give(second, "thank-you-10", Period.ofDays(1), occasion("1")));
    assertThat(reward.code()).isEqualTo(fresh);

    Rewards hopeless = drawing(taken, taken, taken, taken, taken);
    assertThatThrownBy(() -> in(() -> hopeless.give(second, "x", Period.ofDays(1), occasion("2"))))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(rewards.of(second, 10)).hasSize(1);
  }

  @Test
  void theSameOccasionGivesTheSameReward() {
    String ida = house.customer("Ida Holm", "en", null);
    Occasion once = occasion("once");
    Reward reward = rewards.give(ida, "thank-you-10", Period.ofDays(90), once);
    assertThat(rewards.give(ida, "thank-you-10", Period.ofDays(90), once)).isEqualTo(reward);
    assertThat(rewards.give(ida, "thank-you-10", Period.ofDays(90), occasion("once")).code())
        .isNotEqualTo(reward.code());
    assertThat(house.story(ida))
        .containsExactly("Reward given: thank-you-10", "Reward given: thank-you-10");
  }

  @ParameterizedTest
  @CsvSource({
    // The same moment is three different days.
    "2027-03-02T23:30:00Z, P1D, Europe/Berlin,        2027-03-04T22:59:59Z",
    "2027-03-02T23:30:00Z, P1D, America/New_York,     2027-03-04T04:59:59Z",
    "2027-03-02T23:30:00Z, P1D, Pacific/Auckland,     2027-03-04T10:59:59Z",
    // Over a change of the clocks, a leap day, and a midnight that does not exist.
    "2027-03-20T10:00:00Z, P10D, Europe/Berlin,       2027-03-30T21:59:59Z",
    "2028-01-31T10:00:00Z, P1M, Europe/Berlin,        2028-02-29T22:59:59Z",
    "2027-04-28T10:00:00Z, P1D, Africa/Cairo,         2027-04-29T21:59:59Z",
    "2027-06-01T10:00:00Z, P0D, Asia/Kolkata,         2027-06-01T18:29:59Z"
  })
  void aRewardEndsWithItsLastDayWhereTheCustomerLives(
      Instant given, String validFor, String zone, Instant expires) {
    assertThat(Rewards.endOf(given, Period.parse(validFor), ZoneId.of(zone))).isEqualTo(expires);
  }

  @Test
  void aCodeIsRedeemedOnceAndNotTooLate() {
    String piet = house.customer("Piet Jansen", "en", null);
    Reward reward = give(piet);
    assertThat(rewards.redeem("NONE-SUCH-CODE")).isFalse();
    assertThat(rewards.redeem(reward.code())).isTrue();
    assertThat(rewards.redeem(reward.code())).isFalse();
    Reward late = give(piet);
    house.forward("P12D");
    assertThat(rewards.redeem(late.code())).isFalse();
    assertThat(house.story(piet).stream().filter(title -> title.startsWith("Reward redeemed")))
        .hasSize(1);
  }

  @Test
  void lettersKnowPointsTierAndTheNewestRewardThatIsStillGood() {
    String noor = house.customer("Noor Haddad", "en", null);
    assertThat(loyalty(noor)).isEqualTo(Map.of("points", 0, "tier", "none"));
    award(noor, 500);
    Reward older = give(noor);
    Reward newer = give(noor);
    assertThat(loyalty(noor))
        .containsEntry("points", 500)
        .containsEntry("tier", "silver")
        .containsEntry(
            "reward",
            Map.of(
                "name", "thank-you-10",
                "code", newer.code(),
                "expiresAt", Date.from(newer.expiresAt())));
    rewards.redeem(newer.code());
    assertThat(((Map<?, ?>) loyalty(noor).get("reward")).get("code")).isEqualTo(older.code());
    rewards.redeem(older.code());
    assertThat(loyalty(noor)).doesNotContainKey("reward");
  }

  @Test
  void whoIsErasedHasNoCodeAnyMoreAndGetsNoNewOne() {
    String zoe = house.customer("Zoe Katz", "en", null);
    award(zoe, 10);
    String code = give(zoe).code();
    Visitor admin = Visitor.program(port, "admin");
    assertThat(admin.get("/api/customers/" + zoe + "/export").body()).contains(code, "\"balance\"");
    assertThat(admin.delete("/api/customers/" + zoe).statusCode()).isLessThan(300);
    assertThat(EveryTable.with(jdbc, "", code)).isEmpty();
    assertThat(rewards.redeem(code)).isFalse();
    assertThat(give(zoe).code()).isNull();
  }

  @Test
  void aDiagramGivesThemAndKnowsWhatCameOfIt() {
    String tom = house.customer("Tom Bell", "en", null);
    Visitor admin = Visitor.program(port, "admin");
    String deployment = TinyThanks.deploy(admin);
    try {
      Map<String, Object> values = new HashMap<>(Map.of("customerId", tom, "bonus", 250));
      var started =
          house.post(
              "admin",
              "/engine-rest/process-definition/key/" + TinyThanks.KEY + "/start",
              Map.of("businessKey", tom, "variables", House.typed(values)));
      assertThat(started.getStatusCode().value()).as(started.toString()).isEqualTo(200);
      JsonNode knows =
          house.get(
              "admin",
              "/engine-rest/process-instance/"
                  + started.getBody().path("id").asText()
                  + "/variables");
      assertThat(knows.path("points").path("value").asInt()).isEqualTo(250);
      assertThat(knows.path("tier").path("value").asText()).isEqualTo("bronze");
      assertThat(knows.path("tierReached").path("value").asBoolean()).isTrue();
      Reward reward = rewards.of(tom, 1).get(0);
      assertThat(knows.path("rewardId").path("value").asText()).isEqualTo(reward.id());
      ZoneId zone = ZoneId.of("Europe/Berlin");
      assertThat(reward.expiresAt().atZone(zone).toLocalDate())
          .isEqualTo(clock.instant().atZone(zone).toLocalDate().plusMonths(1));
      assertThat(knows.toString()).doesNotContain(reward.code());
    } finally {
      admin.delete("/engine-rest/deployment/" + deployment + "?cascade=true");
    }
  }

  private Award award(String customer, int points) {
    return accounts.award(customer, points, "Test", occasion("once"));
  }

  private Reward give(String customer) {
    return rewards.give(customer, "thank-you-10", Period.ofDays(10), occasion("once"));
  }

  private Map<String, Object> loyalty(String customer) {
    Map<String, Object> known = new HashMap<>();
    ((Map<?, ?>) facts.facts(customers.get(customer), customer).get("loyalty"))
        .forEach((key, value) -> known.put(key.toString(), value));
    return known;
  }

  /** A step of some process that nobody passed before. */
  private static Occasion occasion(String which) {
    return new Occasion("test", UUID.randomUUID().toString(), "Give", which);
  }

  private Rewards drawing(String... next) {
    Deque<String> lot = new ConcurrentLinkedDeque<>(List.of(next));
    Codes loaded =
        new Codes() {
          @Override
          String next() {
            return lot.pop();
          }
        };
    return new Rewards(client, loaded, customers, timeline, places, clock, transactions);
  }

  private Reward in(Supplier<Reward> work) {
    return new TransactionTemplate(transactions).execute(status -> work.get());
  }
}
