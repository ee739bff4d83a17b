package io.kilowatch.ingestion;

import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Servers and keys as the registry would have them. */
public final class Fixtures {

  public static final String SITE = "site-1";
  public static final String SERVER_KEY = "kw_server-1-key";
  public static final String SITE_KEY = "kw_site-1-key";
  public static final String EMULATORS_KEY = "kw_emulators-key";
  public static final String REVOKED_KEY = "kw_revoked-key";

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private Fixtures() {}

  public static ServerEntry server(String id, SensorMode mode) {
    return server(id, id + "-name", SITE, mode, null);
  }

  public static ServerEntry server(
      String id, String name, String site, SensorMode mode, @Nullable Instant retiredAt) {
    EnergySpecification energy =
        new EnergySpecification(EnergySource.GRID, 100, 400, List.of(), 10);
    return new ServerEntry(
        id,
        1,
        name,
        site,
        "rack-1",
        32,
        mode,
        Map.of(),
        LONG_AGO,
        retiredAt,
        List.of(new EnergyPeriod(LONG_AGO, energy)));
  }

  public static IngestKeyEntry key(String text, KeyScope scope, String scopeId) {
    return key(text, scope, scopeId, false, 1_000_000);
  }

  public static IngestKeyEntry key(
      String text, KeyScope scope, String scopeId, boolean revoked, double readingsPerSecond) {
    return new IngestKeyEntry(
        "id-of-" + text, 1, revoked, sha256(text), scope, scopeId, readingsPerSecond);
  }

  public static List<IngestKeyEntry> keys() {
    return List.of(
        key(SERVER_KEY, KeyScope.SERVER, "server-1"),
        key(SITE_KEY, KeyScope.SITE, SITE),
        key(EMULATORS_KEY, KeyScope.EMULATORS, ""),
        key(REVOKED_KEY, KeyScope.SERVER, "server-1", true, 1_000));
  }

  /** Two external servers of the site, one emulated, one retired, and one of another site. */
  public static List<ServerEntry> servers() {
    return List.of(
        server("server-1", SensorMode.EXTERNAL),
        server("server-2", SensorMode.EXTERNAL),
        server("emulated-1", SensorMode.EMULATED),
        server("retired-1", "retired", SITE, SensorMode.EXTERNAL, LONG_AGO),
        server("elsewhere-1", "server-1-name", "site-2", SensorMode.EXTERNAL, null));
  }

  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
