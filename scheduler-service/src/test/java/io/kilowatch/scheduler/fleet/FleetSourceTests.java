package io.kilowatch.scheduler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.directory.DirectoryListener;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import io.kilowatch.scheduler.plan.Server;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetSourceTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final List<DirectoryListener> listeners = new ArrayList<>();
  private final Directory directory = new Directory(listeners::stream);
  private final FleetSource fleet = new FleetSource(directory);

  @BeforeEach
  void listen() {
    listeners.add(fleet);
    directory.apply(site(1, 1.5));
  }

  @Test
  void servers_nothingHasChanged_areTheSameList() {
    directory.apply(server("s1", 2, 4));
    assertThat(fleet.servers()).isSameAs(fleet.servers());
  }

  @Test
  void servers_oneIsRegistered_areThoseByTheirIds() {
    directory.apply(server("s2", 2, 4));
    assertThat(fleet.servers()).extracting(Server::id).containsExactly("s2");
    directory.apply(server("s1", 3, 4));
    assertThat(fleet.servers()).extracting(Server::id).containsExactly("s1", "s2");
  }

  @Test
  void servers_oneHasMoreCores_haveThem() {
    directory.apply(server("s1", 2, 4));
    assertThat(fleet.servers()).extracting(Server::cores).containsExactly(4);
    directory.apply(server("s1", 3, 8));
    assertThat(fleet.servers()).extracting(Server::cores).containsExactly(8);
  }

  @Test
  void servers_theirSiteIsCooledBetter_haveItsPue() {
    directory.apply(server("s1", 2, 4));
    assertThat(fleet.servers()).extracting(server -> server.site().pue()).containsExactly(1.5);
    directory.apply(site(3, 1.2));
    assertThat(fleet.servers()).extracting(server -> server.site().pue()).containsExactly(1.2);
  }

  private static ServerEntry server(String id, long revision, int cores) {
    EnergySpecification energy =
        new EnergySpecification(EnergySource.GRID, 100, 300, List.of(), 10);
    return new ServerEntry(
        id,
        revision,
        "web-" + id,
        "berlin",
        "r1",
        cores,
        SensorMode.EMULATED,
        Map.of(),
        NOON,
        null,
        List.of(new EnergyPeriod(Instant.EPOCH, energy)));
  }

  private static SiteEntry site(long revision, double pue) {
    SitePeriod period = new SitePeriod(Instant.EPOCH, "DE", pue, 0.2, "EUR");
    return new SiteEntry("berlin", revision, false, "Berlin", 52.5, 13.4, List.of(period));
  }
}
