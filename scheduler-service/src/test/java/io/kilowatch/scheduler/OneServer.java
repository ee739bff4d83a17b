package io.kilowatch.scheduler;

import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A fleet for tests: s1 in Berlin, of 4 cores, from 100 to 300 watts, behind a PUE of 1.5. */
public final class OneServer {

  private OneServer() {}

  public static DirectoryPage registeredAt(Instant time) {
    EnergySpecification energy =
        new EnergySpecification(EnergySource.GRID, 100, 300, List.of(), 10);
    ServerEntry server =
        new ServerEntry(
            "s1",
            1,
            "web-1",
            "berlin",
            "r1",
            4,
            SensorMode.EMULATED,
            Map.of(),
            time,
            null,
            List.of(new EnergyPeriod(Instant.EPOCH, energy)));
    SitePeriod period = new SitePeriod(Instant.EPOCH, "DE", 1.5, 0.2, "EUR");
    SiteEntry site = new SiteEntry("berlin", 2, false, "Berlin", 52.5, 13.4, List.of(period));
    return new DirectoryPage(2, List.of(server), List.of(site), List.of());
  }
}
