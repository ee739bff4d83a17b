package io.kilowatch.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.discovery.Announcement;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WireRecordTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant AT = Instant.parse("2026-10-03T12:00:00.250Z");

  private static final ServerEntry SERVER =
      new ServerEntry(
          "s1",
          7,
          "web-1",
          "site-1",
          "R1",
          16,
          SensorMode.EMULATED,
          Map.of("team", "search"),
          AT,
          null,
          List.of(
              new EnergyPeriod(
                  AT, new EnergySpecification(EnergySource.GRID, 54.1, 243, List.of(), 8))));

  private static final SiteEntry SITE =
      new SiteEntry(
          "site-1",
          6,
          false,
          "Berlin",
          52.5,
          13.4,
          List.of(new SitePeriod(AT, "DE", 1.3, 0.2, "EUR")));

  private static final IngestKeyEntry KEY =
      new IngestKeyEntry("k1", 5, false, "ab".repeat(32), KeyScope.SERVER, "s1", 1000);

  @Test
  void directoryPage_throughJson_isTheSame() {
    DirectoryPage page = new DirectoryPage(7, List.of(SERVER), List.of(SITE), List.of(KEY));
    assertThat(JSON.readValue(JSON.writeValueAsBytes(page), DirectoryPage.class)).isEqualTo(page);
  }

  @Test
  void registryEvent_throughJson_isTheSame() {
    RegistryEvent event = RegistryEvent.ofServer(RegistryEvent.SERVER_REGISTERED, AT, SERVER);
    assertThat(JSON.readValue(JSON.writeValueAsBytes(event), RegistryEvent.class)).isEqualTo(event);
  }

  @Test
  void entries_json_holdNoDerivedFields() {
    assertThat(JSON.writeValueAsString(SERVER))
        .doesNotContain("\"retired\"")
        .doesNotContain("\"current\"");
  }

  @Test
  void liveUpdate_json_hasTheFieldsOfTheContract() {
    LiveUpdate update = new LiveUpdate("s1", "power", 1_790_000_000_000L, 212.5, Origin.MEASURED);
    assertThat(JSON.readTree(JSON.writeValueAsString(update)))
        .isEqualTo(
            JSON.readTree(
                """
                {"serverId":"s1","metric":"power","timestamp":1790000000000,"value":212.5,
                 "origin":"MEASURED"}
                """));
    assertThat(BrokerNames.liveRoutingKey("s1")).isEqualTo("servers.30");
  }

  @Test
  void announcement_json_isWhatMsgFloSends() {
    Participant participant =
        new Participant(
            "p1",
            "ingestion",
            "kilowatch/ingestion",
            "takes readings",
            "inbox",
            List.of(),
            List.of(new Port("readings", "reading-batch", "batches", "readings", null)));
    assertThat(JSON.readTree(JSON.writeValueAsString(Announcement.of(participant))))
        .isEqualTo(
            JSON.readTree(
                """
                {"protocol":"discovery","command":"participant","payload":{
                  "id":"p1","role":"ingestion","component":"kilowatch/ingestion",
                  "label":"takes readings","icon":"inbox","inports":[],
                  "outports":[{"id":"readings","type":"reading-batch","description":"batches",
                    "exchange":"readings","value":null}]}}
                """));
  }

  @Test
  void port_json_carriesItsRateWhereThereIsOne() {
    Port counted = new Port("readings", "reading-batch", "batches", "readings", null, 2.5);
    assertThat(JSON.readTree(JSON.writeValueAsString(counted)))
        .isEqualTo(
            JSON.readTree(
                """
                {"id":"readings","type":"reading-batch","description":"batches",
                 "exchange":"readings","value":null,"messagesPerSecond":2.5}
                """));
    Port uncounted = new Port("readings", "reading-batch", "batches", "readings", null);
    for (Port port : List.of(counted, uncounted)) {
      assertThat(JSON.readValue(JSON.writeValueAsString(port), Port.class)).isEqualTo(port);
    }
  }

  @Test
  void routingKey_everyMetric_hasADeclaredQueue() {
    for (Metric metric : Metric.values()) {
      assertThat(BrokerNames.READING_ROUTING_KEYS).contains(BrokerNames.routingKey(metric));
    }
  }
}
