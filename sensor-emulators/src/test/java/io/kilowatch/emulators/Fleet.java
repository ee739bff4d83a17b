package io.kilowatch.emulators;

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
import java.util.concurrent.atomic.AtomicLong;

/** Servers and a site as the directory has them. */
public final class Fleet {

  public static final Instant REGISTERED = Instant.parse("2026-01-01T00:00:00Z");

  private static final AtomicLong REVISION = new AtomicLong();

  /** Dell PowerEdge R640, SPECpower_ssj2008 result 20170829-00781. */
  private static final List<Double> CURVE =
      List.of(55.0, 125.0, 151.0, 176.0, 202.0, 232.0, 261.0, 301.0, 357.0, 421.0, 469.0);

  private Fleet() {}

  public static ServerEntry emulated(String id) {
    return server(id, SensorMode.EMULATED, null, EnergySource.GRID);
  }

  public static ServerEntry retired(String id, Instant at) {
    return server(id, SensorMode.EMULATED, at, EnergySource.GRID);
  }

  public static ServerEntry external(String id) {
    return server(id, SensorMode.EXTERNAL, null, EnergySource.GRID);
  }

  public static ServerEntry server(
      String id, SensorMode mode, Instant retiredAt, EnergySource source) {
    return new ServerEntry(
        id,
        REVISION.incrementAndGet(),
        "node " + id,
        "site-1",
        "r1",
        16,
        mode,
        Map.of(),
        REGISTERED,
        retiredAt,
        List.of(new EnergyPeriod(REGISTERED, new EnergySpecification(source, 55, 469, CURVE, 10))));
  }

  public static SiteEntry site() {
    return new SiteEntry(
        "site-1",
        REVISION.incrementAndGet(),
        false,
        "Site",
        52,
        5,
        List.of(new SitePeriod(REGISTERED, "NL", 1.25, 0.2, "EUR")));
  }
}
