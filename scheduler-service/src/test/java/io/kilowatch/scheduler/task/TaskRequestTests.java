package io.kilowatch.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TaskRequestTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  private final Directory directory = new Directory(Stream::empty);

  @BeforeEach
  void site() {
    SitePeriod period = new SitePeriod(Instant.EPOCH, "DE", 1.5, 0.2, "EUR");
    SiteEntry site = new SiteEntry("berlin", 1, false, "Berlin", 0, 0, List.of(period));
    directory.apply(new DirectoryPage(1, List.of(), List.of(site), List.of()), NOW);
  }

  @Test
  void checked_leastThatATaskNeeds() {
    TaskOrder order = read(whole()).checked(directory, NOW);
    assertThat(order.expectedSeconds()).isEqualTo(7200);
    assertThat(order.earliestStart()).isEqualTo(NOW);
    assertThat(order.interruptible()).isFalse();
    assertThat(order.allowedSites()).isEmpty();
    assertThat(order.container()).isNull();
  }

  @Test
  void checked_allThatATaskMayHave() {
    ObjectNode body =
        whole().put("interruptible", true).put("earliestStart", "2026-03-01T14:00:00Z");
    body.putArray("allowedZones").add("DE");
    body.putArray("allowedSites").add("berlin");
    body.putObject("container")
        .put("image", "registry.example/report:1")
        .putObject("env")
        .put("LEVEL", "9");
    TaskOrder order = read(body).checked(directory, NOW);
    assertThat(order.interruptible()).isTrue();
    assertThat(order.allowedZones()).containsExactly("DE");
    assertThat(order.allowedSites()).containsExactly("berlin");
    assertThat(order.container())
        .isEqualTo(new Container("registry.example/report:1", List.of(), Map.of("LEVEL", "9")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name|null",
        "name|\" \"",
        "name|\"a\\u0000b\"",
        "cores|null",
        "cores|0",
        "cores|4097",
        "expectedDuration|null",
        "expectedDuration|\"2 hours\"",
        "expectedDuration|\"PT59S\"",
        "expectedDuration|\"PT-1H\"",
        "expectedDuration|\"P8D\"",
        "deadline|null",
        "deadline|\"2026-03-01T12:00:00Z\"",
        "deadline|\"2026-03-16T12:00:00Z\"",
        "earliestStart|\"2026-03-02T13:00:00Z\"",
        "allowedZones|[\"D/E\"]",
        "allowedZones|[null]",
        "allowedZones|[\"DE\",\"ZZ\"]",
        "allowedSites|[\"nowhere\"]",
        "container.image|{}",
        "container.image|{\"image\":\"-x\"}",
        "container.env|{\"image\":\"x\",\"env\":{\"1\":\"a\"}}",
        "container.env|{\"image\":\"x\",\"env\":{\"A\":null}}",
        "container.command|{\"image\":\"x\",\"command\":[null]}"
      })
  void checked_refusesTheField(String field, String value) {
    ObjectNode body = whole();
    body.set(field.split("\\.")[0], JSON.readTree(value));
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> read(body).checked(directory, NOW));
    assertThat(refusal.errors()).extracting(FieldProblem::field).containsExactly(field);
  }

  @Test
  void checked_containerOfMoreThanThePlannerKeeps_isRefused() {
    ObjectNode body = whole();
    ObjectNode container = body.putObject("container").put("image", "report");
    container.putObject("env").put("A", "a".repeat(3_999)).put("B", "b".repeat(3_999));
    ArrayNode command = container.putArray("command");
    command.add("c".repeat(4_000)).add("d".repeat(4_000));
    assertThat(read(body).checked(directory, NOW).container()).isNotNull();
    command.add("e");
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> read(body).checked(directory, NOW));
    assertThat(refusal.errors())
        .extracting(FieldProblem::field)
        .containsExactly("container.command");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allowedZones", "allowedSites"})
  void checked_confinedWhileNoSiteIsKnown_canBeSentAgain(String field) {
    Directory notLoaded = new Directory(Stream::empty);
    ObjectNode body = whole();
    body.putArray(field).add("DE");
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> read(body).checked(notLoaded, NOW));
    assertThat(refusal.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(refusal.retryAfter()).isPositive();
    assertThat(read(whole()).checked(notLoaded, NOW).allowedSites()).isEmpty();
  }

  @Test
  void checked_saysAllThatIsWrong() {
    ProblemException refusal =
        catchThrowableOfType(
            ProblemException.class, () -> read(JSON.createObjectNode()).checked(directory, NOW));
    assertThat(refusal.errors())
        .extracting(FieldProblem::field)
        .containsExactly("name", "cores", "expectedDuration", "deadline");
  }

  private static ObjectNode whole() {
    return JSON.createObjectNode()
        .put("name", "Report")
        .put("cores", 4)
        .put("expectedDuration", "PT2H")
        .put("deadline", "2026-03-02T12:00:00Z");
  }

  private static TaskRequest read(ObjectNode body) {
    return JSON.treeToValue(body, TaskRequest.class);
  }
}
