package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.pipeline.LocalPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A platform as somebody finds it who has just typed {@code make up}. */
class FreshPlatformIT {

  private static final Path HOME = Path.of(System.getProperty("kilowatch.home"));

  @TempDir static Path directory;
  private static Platform platform;
  private Api api;

  @BeforeAll
  static void up() {
    platform = new Platform(directory.resolve("data"), "on");
    platform.up();
  }

  /** A session's token holds for ten minutes, and the stories in the browser may take longer. */
  @BeforeEach
  void signIn() {
    api = new Api(platform.url());
    api.signIn(platform.adminEmail(), platform.adminPassword());
  }

  @AfterAll
  static void down() {
    platform.close();
  }

  @Test
  void demoFleet_isThere() {
    // The visitor in the browser may have registered more already.
    assertThat(api.get("/api/v1/servers").get("items").valueStream())
        .filteredOn(server -> server.get("name").asString().matches("[a-z]{3}-[a-z]\\d-\\d\\d"))
        .hasSize(24);
    assertThat(api.get("/api/v1/sites").get("items")).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void page_inABrowser_showsTheFleetMoving() throws IOException {
    ProcessHandle packager = LocalPlatform.in(platform.dataDirectory()).process("packager-service");
    Platform.run(
        List.of("npm", "test"),
        HOME.resolve("e2e/browser"),
        Map.of(
            "KILOWATCH_URL", platform.url(),
            "KILOWATCH_EMAIL", platform.adminEmail(),
            "KILOWATCH_PASSWORD", platform.adminPassword(),
            "KILOWATCH_PACKAGER_PID", Long.toString(packager.pid())),
        Duration.ofMinutes(40));
  }

  @ParameterizedTest
  @CsvSource({
    "server-registry, servers",
    "ingestion-service, readings",
    "packager-service, dead-letters",
    "history-service, history",
    "chat-service, chat",
    "scheduler-service, tasks",
    "sensor-emulators, emulators"
  })
  void openApi_served_isWhatDocsSay(String service, String prefix) throws IOException {
    ObjectNode served = (ObjectNode) api.get("/api/v1/" + prefix + "/openapi");
    served.remove("servers"); // the host that was asked
    JsonNode checkedIn =
        JsonMapper.shared()
            .readTree(Files.readString(HOME.resolve("docs/api/" + service + ".json")));
    assertThat(sorted(served))
        .as("run 'make openapi' against a running platform")
        .isEqualTo(sorted(checkedIn));
  }

  /** Arrays of the document are sets: their order is that in which beans came into being. */
  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode result = JsonMapper.shared().createObjectNode();
      object.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(field -> result.set(field.getKey(), sorted(field.getValue())));
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = JsonMapper.shared().createArrayNode();
      array
          .valueStream()
          .map(FreshPlatformIT::sorted)
          .sorted(Comparator.comparing(JsonNode::toString))
          .forEach(result::add);
      return result;
    }
    return node;
  }
}
