package io.kilowatch.base.carbon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A made-up profile for each zone: its rough annual mean, more in the evening and in winter, less
 * at noon. Deterministic, and never to be taken for a measurement.
 *
 * <p>The waves have the mean 0 over a day and a year, so the annual mean stays the table's.
 */
final class SyntheticIntensity implements CarbonIntensity {

  private static final String TABLE = "zone-means.csv";
  private static final String DEFAULT_ZONE = "*";
  private static final double DAILY_WAVE = 0.10;
  private static final double HALF_DAY_WAVE = 0.07;
  private static final double SEASON_WAVE = 0.08;
  private static final double EVENING_HOUR = 19.5;
  private static final double COLDEST_DAY = 15;
  private static final double YEAR_DAYS = 365.25;

  private final Map<String, Zone> zones;

  private SyntheticIntensity(Map<String, Zone> zones) {
    this.zones = zones;
  }

  static SyntheticIntensity load() {
    try (InputStream table = SyntheticIntensity.class.getResourceAsStream(TABLE)) {
      Objects.requireNonNull(table, TABLE);
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8));
      return new SyntheticIntensity(
          reader
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split(",", -1))
              .collect(Collectors.toUnmodifiableMap(cells -> cells[0], Zone::of)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public double gramsPerKwh(String gridZone, Instant at) {
    Zone zone = zone(gridZone);
    OffsetDateTime local = at.atOffset(ZoneOffset.ofHours(zone.utcOffsetHours()));
    double winter = zone.southern() ? COLDEST_DAY + YEAR_DAYS / 2 : COLDEST_DAY;
    double wave =
        DAILY_WAVE * wave(local.getHour() - EVENING_HOUR, 24)
            + HALF_DAY_WAVE * wave(local.getHour() - EVENING_HOUR, 12)
            + SEASON_WAVE * wave(local.getDayOfYear() - winter, YEAR_DAYS);
    return Math.round(zone.meanGramsPerKwh() * (1 + wave) * 100) / 100.0;
  }

  @Override
  public String basis(String gridZone) {
    return SYNTHETIC;
  }

  /** The zone itself, else its country, else the world. */
  private Zone zone(String gridZone) {
    Zone known = zones.get(gridZone);
    if (known == null) {
      known = zones.get(gridZone.split("-", 2)[0]);
    }
    return known == null ? Objects.requireNonNull(zones.get(DEFAULT_ZONE)) : known;
  }

  private static double wave(double position, double period) {
    return Math.cos(2 * Math.PI * position / period);
  }

  private record Zone(double meanGramsPerKwh, int utcOffsetHours, boolean southern) {

    static Zone of(String[] cells) {
      return new Zone(
          Double.parseDouble(cells[1]), Integer.parseInt(cells[2]), cells[3].equals("south"));
    }
  }
}
