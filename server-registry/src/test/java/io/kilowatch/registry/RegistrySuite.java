package io.kilowatch.registry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.threeten.extra.MutableClock;

/** A suite that runs against each kind of store. */
@ParameterizedClass
@EnumSource(StoreKind.class)
public abstract class RegistrySuite {

  private static final AtomicInteger SERIAL = new AtomicInteger();

  protected final RunningRegistry registry;

  protected RegistrySuite(StoreKind kind) throws Exception {
    registry = RunningRegistry.on(kind);
  }

  /** A name that nothing else has. */
  protected static String unique(String prefix) {
    return prefix + "-" + ProcessHandle.current().pid() + "-" + SERIAL.incrementAndGet();
  }

  /** Stands at the present, to the millisecond that the store keeps, until a test moves it. */
  protected static MutableClock stoppedClock() {
    return MutableClock.of(Instant.now().truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
  }

  public static Map<String, Object> siteRequest(String name) {
    return new TreeMap<>(
        Map.of(
            "name", name,
            "gridZone", "DE",
            "latitude", 50.1,
            "longitude", 8.7,
            "pue", 1.4,
            "electricityPricePerKwh", 0.28,
            "currency", "EUR"));
  }

  public static Map<String, Object> serverRequest(String name, String siteId) {
    return new TreeMap<>(
        Map.of(
            "name",
            name,
            "siteId",
            siteId,
            "rack",
            "R1",
            "cores",
            64,
            "energy",
            new TreeMap<>(Map.of("source", "GRID", "idleWatts", 90, "peakWatts", 400)),
            "labels",
            Map.of("team", "search", "kubernetes.io/role", "worker")));
  }

  protected static String newSite(Caller engineer) throws Exception {
    return engineer
        .post("/api/v1/sites", siteRequest(unique("site")))
        .expect(201)
        .get("id")
        .asString();
  }
}
