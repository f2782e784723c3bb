package org.carejourney.customer.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.carejourney.CareTest;
import org.carejourney.Visitor;
import org.carejourney.customer.Customer;
import org.carejourney.customer.Customers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@CareTest
class ImportStoryTest {

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Customers customers;
  private Visitor shop;

  @BeforeEach
  void logIn() {
    shop = Visitor.program(port, "admin");
  }

  @Test
  void goodRowsAreKeptAndBadOnesListedWithLineAndReason() throws Exception {
    JsonNode done =
        imported(
            """
            customerId,name,email,phone,country,attributes.product,consent.care.email,consent.wording
            L-1,"Müller, ""Mia""\",mia@example.org,030 1234567,DE,"Lamp
            with two lines",yes,terms of May
            L-2,,nobody@example.org,,,,,

            L-3,Ann,not an address,,,,,
            L-4,Ben,ben@example.org,12,,,,
            L-5,Too,few
            L-6,Stray "quote" inside,six@example.org,,,,no,
            L-7,"Broken" quote,seven@example.org,,,,,
            L-8,"Never closed,eight@example.org,,,,,
            L-9,李小龍 😀 <b>${7*7}</b>,nine@example.org,,,,perhaps,
            L-10,Last,ten@example.org,,,Toaster,,
            """);

    assertThat(done.path("status").asText()).isEqualTo("done");
    assertThat(done.path("rowsRead").asInt()).isEqualTo(10);
    assertThat(done.path("rowsKept").asInt()).isEqualTo(3);
    assertThat(done.path("rowsBad").asInt()).isEqualTo(7);
    assertThat(done.path("finishedAt").asText()).isNotBlank();
    assertThat(done.path("problems").findValuesAsText("line"))
        .containsExactly("4", "6", "7", "8", "10", "11", "12");
    assertThat(done.path("problems").findValuesAsText("reason"))
        .allSatisfy(reason -> assertThat(reason).isNotBlank());

    Customer mia = customers.get("L-1");
    assertThat(mia.name()).isEqualTo("Müller, \"Mia\"");
    assertThat(mia.phone()).isEqualTo("+49301234567");
    assertThat(mia.attributes()).containsEntry("product", "Lamp\nwith two lines");
    assertThat(customers.consent("L-1", "care", "email").orElseThrow().granted()).isTrue();
    assertThat(customers.consent("L-1", "care", "email").orElseThrow().wording())
        .isEqualTo("terms of May");
    assertThat(customers.consent("L-6", "care", "email").orElseThrow().granted()).isFalse();
    assertThat(customers.consent("L-6", "care", "email").orElseThrow().wording()).isNull();
    assertThat(customers.get("L-10").email()).isEqualTo("ten@example.org");
    assertThat(customers.find("L-4")).isEmpty();
  }

  @Test
  void aListThatKnowsLessLeavesTheRestAsItIs() throws Exception {
    shop.put(
        "/api/customers/L-rest",
        """
        {"name": "Old", "email": "rest@example.org", "segment": "vip",
         "attributes": {"product": "Lamp", "colour": "red"}}""");
    imported("customerId,name,segment,attributes.colour\nL-rest,New,,blue\n");

    Customer rest = customers.get("L-rest");
    assertThat(rest.name()).isEqualTo("New");
    assertThat(rest.email()).isEqualTo("rest@example.org");
    assertThat(rest.segment()).isNull();
    assertThat(rest.attributes()).containsEntry("product", "Lamp").containsEntry("colour", "blue");
  }

  @Test
  void theNightlyListDoesNotOverruleTheCustomerWhoUnsubscribed() throws Exception {
    String list = "customerId,name,consent.marketing.email\nL-left,Lea,yes\n";
    imported(list);
    shop.put(
        "/api/customers/L-left",
        """
        {"name": "Lea", "consents": [{"purpose": "marketing", "channel": "email",
                                      "granted": false, "source": "link in a mail"}]}""");
    imported(list);
    assertThat(customers.consent("L-left", "marketing", "email").orElseThrow().granted()).isFalse();
  }

  @Test
  void aListDoesNotBringBackWhoWasErased() throws Exception {
    imported("customerId,name\nL-erased,Erna\n");
    shop.delete("/api/customers/L-erased");
    JsonNode done = imported("customerId,name\nL-erased,Erna\nL-stays,Stan\n");
    assertThat(done.path("problems").path(0).path("reason").asText()).contains("erased");
    assertThat(done.path("rowsKept").asInt()).isEqualTo(1);
    assertThat(customers.find("L-erased")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "customerId;name                     | unknown-column   | customerId;name",
        "customerId,name,shoeSize            | unknown-column   | shoeSize",
        "customerId,name,attributes.         | unknown-column   | attributes.",
        "customerId,name,consent.care.fax    | unknown-column   | consent.care.fax",
        "customerId,name,email,email         | duplicate-column | email",
        "customerId,email                    | missing-column   | name",
        "name                                | missing-column   | customerId",
        "''                                  | missing-header   | -"
      })
  void aListWithAWrongHeaderIsRefusedAtOnce(String header, String code, String field)
      throws IOException {
    var answer = send(header + "\nL-wrong,Wrong\n", "text/csv", StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("field").asText(null)).isEqualTo(field);
    assertThat(customers.find("L-wrong")).isEmpty();
  }

  @Test
  void byteOrderMarksCarriageReturnsAndOtherCharsetsAreRead() throws Exception {
    imported("\uFEFFcustomerId,name\r\nL-bom,Jürgen\r\n");
    assertThat(customers.get("L-bom").name()).isEqualTo("Jürgen");

    var latin =
        send(
            "customerId,name\nL-latin,Jörg",
            "text/csv; charset=ISO-8859-1",
            StandardCharsets.ISO_8859_1);
    finished(latin);
    assertThat(customers.get("L-latin").name()).isEqualTo("Jörg");

    assertThat(send("{}", "application/json", StandardCharsets.UTF_8).statusCode()).isEqualTo(415);
    assertThat(send("x", "text/csv; charset=klingon", StandardCharsets.UTF_8).statusCode())
        .isEqualTo(415);
    assertThat(send("", "text/csv", StandardCharsets.UTF_8).statusCode()).isEqualTo(400);
    assertThat(shop.get("/api/customers/import/unheard-of").statusCode()).isEqualTo(404);
  }

  @Test
  void thousandsOfRowsAreKeptInTheBackground() throws Exception {
    String rows =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "B-" + i + ",Customer " + i + ",b" + i + "@example.org")
            .collect(Collectors.joining("\n"));
    JsonNode done = imported("customerId,name,email\n" + rows);
    assertThat(done.path("rowsKept").asInt()).isEqualTo(5_000);
    assertThat(customers.findByAddress("email", "B4999@example.org")).isPresent();
  }

  @Test
  void aLineLargerThanTheMemoryForItIsBadAndTheNextIsKept() throws Exception {
    String list = "customerId,name\nL-long," + "x".repeat(3_000_000) + "\nL-next,Next\n";
    JsonNode done = imported(list);
    assertThat(done.path("problems").findValuesAsText("line")).containsExactly("2");
    assertThat(customers.find("L-next")).isPresent();
  }

  private JsonNode imported(String csv) throws Exception {
    return finished(send(csv, "text/csv", StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(String csv, String type, Charset charset) {
    var body = BodyPublishers.ofByteArray(csv.getBytes(charset));
    return shop.send("POST", "/api/customers/import", type, body);
  }

  private JsonNode finished(HttpResponse<String> started) throws Exception {
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String progress = started.headers().firstValue("Location").orElseThrow();
    JsonNode now = json.readTree(shop.get(progress).body());
    for (int i = 0; i < 600 && now.path("status").asText().equals("running"); i++) {
      Thread.sleep(50);
      now = json.readTree(shop.get(progress).body());
    }
    return now;
  }
}
