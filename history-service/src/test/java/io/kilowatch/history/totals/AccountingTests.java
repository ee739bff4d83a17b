package io.kilowatch.history.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.base.TestRegistry;
import io.kilowatch.base.carbon.CarbonIntensities;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.series.Readings;
import io.kilowatch.series.SeriesKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountingTests {

  private static final Instant START = Instant.parse("2025-03-29T20:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-01T00:00:00Z");
  private static final SeriesKey POWER = new SeriesKey("s1", "power");
  private static final SeriesKey CO2 = new SeriesKey("s1", "co2");
  private static final SitePeriod TERMS =
      new SitePeriod(Instant.parse("2025-01-01T00:00:00Z"), "DE", 1.5, 0.2, "EUR");

  private final MemorySeries series = new MemorySeries();
  private final Directory directory = new Directory(Stream::of);
  private final EmissionRate emissions = new EmissionRate(CarbonIntensities.fromEnvironment(null));

  @RepeatedTest(60)
  void accounts_randomReadings_equalTheDirectComputation(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    SiteEntry site =
        site(
            TERMS,
            new SitePeriod(START.plusSeconds(random.nextInt(90_000)), "FR", 1.2, 0.3, "EUR"));
    ServerEntry server = server(EnergySource.GRID);
    series.put(POWER, random(random, 200));
    series.put(CO2, random.nextInt(4) == 0 ? series.all(POWER) : random(random, 150));
    Instant from = START.plusMillis(random.nextInt(40_000_000));
    TimeRange range = new TimeRange(from, from.plusMillis(1 + random.nextInt(120_000_000)));
    Instant now = random.nextInt(3) == 0 ? from.plusSeconds(random.nextInt(60_000)) : LATER;
    String bucket = List.of("hour", "day", "month").get(random.nextInt(3));
    String zone = List.of("UTC", "Europe/Berlin", "Asia/Kathmandu").get(random.nextInt(3));
    List<TimeRange> buckets = BucketCalendar.parse(bucket, zone).cut(range);

    List<Account> accounts = accounting(now).accounts(server, buckets);

    List<DirectComputation.Sums> expected =
        new DirectComputation(server, site, emissions, series.all(POWER), series.all(CO2))
            .of(buckets, now);
    assertThat(accounts).hasSameSizeAs(buckets);
    for (int i = 0; i < buckets.size(); i++) {
      long span = Duration.between(buckets.get(i).from(), buckets.get(i).to()).toMillis();
      assertEqual(accounts.get(i).totals(), expected.get(i), span);
    }
  }

  private static void assertEqual(Totals totals, DirectComputation.Sums expected, long span) {
    assertClose(totals.energyKwh(), expected.joules / 3.6e6);
    assertClose(totals.emissionsGrams(), expected.sensorGrams + expected.modelGrams);
    assertClose(totals.cost() == null ? 0 : totals.cost(), expected.cost);
    assertClose(totals.coverage() * span, expected.coveredMillis);
    assertClose(totals.emissionsCoverage() * span, expected.emissionsMillis);
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * Math.max(1e-3, Math.abs(expected))));
  }

  @Test
  void accounts_holdAcrossHourAndDay_countsInBoth() {
    site(TERMS);
    series.put(POWER, at(START.plus(Duration.ofMinutes(235)), 360));
    List<TimeRange> days =
        BucketCalendar.parse("day", "UTC")
            .cut(new TimeRange(START, START.plus(Duration.ofHours(6))));

    List<Account> accounts = accounting(LATER).accounts(server(EnergySource.GRID), days);

    // Five minutes before midnight and ten after, at 360 W.
    assertThat(accounts.get(0).totals().energyKwh()).isCloseTo(0.03, within(1e-12));
    assertThat(accounts.get(1).totals().energyKwh()).isCloseTo(0.06, within(1e-12));
  }

  @Test
  void accounts_lastReading_holdsNoFurtherThanNow() {
    site(TERMS);
    series.put(POWER, at(START, 3600));
    TimeRange range = new TimeRange(START, START.plus(Duration.ofHours(1)));

    Totals totals = total(accounting(START.plusSeconds(60)), server(EnergySource.GRID), range);

    assertThat(totals.energyKwh()).isCloseTo(0.06, within(1e-12));
    assertThat(totals.coverage()).isCloseTo(1 / 60.0, within(1e-12));
  }

  @Test
  void accounts_rangeInTheFuture_isEmpty() {
    site(TERMS);
    series.put(POWER, at(START, 3600));
    TimeRange range = new TimeRange(START.plusSeconds(60), START.plusSeconds(7200));

    Totals totals = total(accounting(START), server(EnergySource.GRID), range);

    assertThat(totals.energyKwh()).isZero();
    assertThat(totals.coverage()).isZero();
    assertThat(totals.emissionsBasis()).isNull();
    assertThat(totals.cost()).isZero();
  }

  @Test
  void accounts_noCo2Sensor_followFromPowerPueAndFactor() {
    site(TERMS);
    series.put(POWER, at(START, 1000, 1000, 1000, 1000, 1000, 1000, 1000));
    TimeRange hour = new TimeRange(START, START.plusSeconds(3600));

    Totals totals = total(accounting(LATER), server(EnergySource.WIND), hour);

    assertThat(totals.emissionsBasis()).isEqualTo("power-model");
    assertThat(totals.energyKwh()).isCloseTo(1, within(1e-12));
    assertThat(totals.emissionsGrams()).isCloseTo(1.5 * 11, within(1e-9));
    assertThat(totals.cost()).isCloseTo(1.5 * 0.2, within(1e-12));
    assertThat(totals.currency()).isEqualTo("EUR");
  }

  @Test
  void accounts_siteDeleted_keepsCostAndEmissions() {
    site(TERMS);
    directory.apply(new SiteEntry("site", 2, true, "Site", 0, 0, List.of(TERMS)));
    series.put(POWER, at(START, 1000, 1000, 1000, 1000, 1000, 1000, 1000));
    TimeRange hour = new TimeRange(START, START.plusSeconds(3600));

    Totals totals = total(accounting(LATER), server(EnergySource.WIND), hour);

    assertThat(totals.emissionsGrams()).isCloseTo(1.5 * 11, within(1e-9));
    assertThat(totals.cost()).isCloseTo(1.5 * 0.2, within(1e-12));
  }

  @Test
  void accounts_co2SensorFallsSilent_saysMixed() {
    site(TERMS);
    series.put(POWER, at(START, 1000, 1000, 1000, 1000, 1000, 1000, 1000));
    series.put(CO2, at(START, 600));
    TimeRange hour = new TimeRange(START, START.plusSeconds(3600));

    Totals totals = total(accounting(LATER), server(EnergySource.WIND), hour);

    assertThat(totals.emissionsBasis()).isEqualTo("mixed");
    // A quarter of an hour by the sensor, the other three by the model.
    assertThat(totals.emissionsGrams()).isCloseTo(150 + 0.75 * 1.5 * 11, within(1e-9));
    assertThat(totals.emissionsCoverage()).isCloseTo(1, within(1e-12));
  }

  @Test
  void accounts_sensorsWithAsMuchButOtherGaps_loseNothing() {
    site(TERMS);
    series.put(POWER, minutely(1000, 10));
    series.put(CO2, minutely(600, 30));
    TimeRange hour = new TimeRange(START, START.plusSeconds(3600));

    Totals totals = total(accounting(LATER), server(EnergySource.WIND), hour);

    // Of either gap of 21 minutes 15 are held. The sensor said nothing for six, the model has them.
    assertThat(totals.coverage()).isCloseTo(0.9, within(1e-12));
    assertThat(totals.emissionsCoverage()).isCloseTo(1, within(1e-12));
    assertThat(totals.emissionsGrams()).isCloseTo(0.9 * 600 + 0.1 * 1.5 * 11, within(1e-9));
  }

  @Test
  void accounts_priceInAnotherCurrency_makeNoSum() {
    site(TERMS, new SitePeriod(START.plusSeconds(1800), "DE", 1.5, 3, "SEK"));
    series.put(POWER, at(START, 1000, 1000, 1000, 1000, 1000, 1000, 1000));
    TimeRange hour = new TimeRange(START, START.plusSeconds(3600));

    Totals totals = total(accounting(LATER), server(EnergySource.GRID), hour);

    assertThat(totals.cost()).isNull();
    assertThat(totals.currency()).isNull();
    assertThat(totals.costs()).extracting(Totals.Money::currency).containsExactly("EUR", "SEK");
    assertThat(totals.costs().get(1).amount()).isCloseTo(0.5 * 1.5 * 3, within(1e-9));
  }

  @Test
  void accounts_nothingDrawnInAnotherCurrency_haveCostInTheOne() {
    site(TERMS, new SitePeriod(START.plusSeconds(3600), "DE", 1.5, 3, "SEK"));
    series.put(POWER, at(START.plusSeconds(3600), 1000, 1000, 1000, 1000, 1000, 1000));
    TimeRange hours = new TimeRange(START, START.plusSeconds(7200));

    Totals totals = total(accounting(LATER), server(EnergySource.GRID), hours);

    assertThat(totals.cost()).isCloseTo(1.5 * 3, within(1e-9));
    assertThat(totals.currency()).isEqualTo("SEK");
    assertThat(totals.costs()).hasSize(1);
  }

  @Test
  void accounts_nothingDrawnInAnyCurrency_costNothing() {
    site(TERMS, new SitePeriod(START.plusSeconds(1800), "DE", 1.5, 3, "SEK"));
    TimeRange hour = new TimeRange(START, START.plusSeconds(3600));

    Totals totals = total(accounting(LATER), server(EnergySource.GRID), hour);

    assertThat(totals.cost()).isZero();
    assertThat(totals.costs()).containsExactly(new Totals.Money("EUR", 0));
  }

  @Test
  void accounts_sensorThatWasReplaced_saysWhereItsReadingsComeFrom() {
    site(TERMS);
    // Emulated at 20:50 and 21:10, measured from 21:20 on.
    Readings.Builder readings = Readings.builder(3);
    readings.add(START.plusSeconds(3000).toEpochMilli(), 100, 0, Origin.EMULATED);
    readings.add(START.plusSeconds(4200).toEpochMilli(), 100, 0, Origin.EMULATED);
    readings.add(START.plusSeconds(4800).toEpochMilli(), 100, 0, Origin.MEASURED);
    series.put(POWER, readings.build());

    assertThat(originsOf(0, 3600)).containsExactly("emulated");
    assertThat(originsOf(0, 7200)).containsExactly("measured", "emulated");
    assertThat(originsOf(4300, 4700)).containsExactly("emulated");
    assertThat(originsOf(4800, 5400)).containsExactly("measured");
    assertThat(originsOf(0, 2400)).isEmpty();
  }

  private List<String> originsOf(long fromSecond, long toSecond) {
    TimeRange range = new TimeRange(START.plusSeconds(fromSecond), START.plusSeconds(toSecond));
    return total(accounting(LATER), server(EnergySource.GRID), range).origins();
  }

  @Test
  void accounts_wholeHours_needNoSingleReadings() {
    site(TERMS);
    series.put(POWER, quarterly());
    series.put(CO2, series.all(POWER));
    TimeRange range = new TimeRange(START, START.plus(Duration.ofDays(2)));

    accounting(LATER)
        .accounts(
            server(EnergySource.GRID), BucketCalendar.parse("day", "Europe/Berlin").cut(range));

    assertThat(series.readingsRead()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Kolkata", "Asia/Kathmandu", "Australia/Adelaide"})
  void accounts_hoursOfAZoneThatIsPartOfAnHourOff_needSingleReadingsOfTheEndsAlone(String zone) {
    site(TERMS);
    series.put(POWER, steady(Duration.ofHours(48)));
    series.put(CO2, series.all(POWER));
    TimeRange range =
        new TimeRange(START.plusSeconds(1234), START.plus(Duration.ofHours(47)).plusMillis(5678));

    accounting(LATER)
        .accounts(server(EnergySource.GRID), BucketCalendar.parse("hour", zone).cut(range));

    // The first and the last hour of each series.
    assertThat(series.readingsRead()).isEqualTo(2 * 2 * 360);
  }

  @RepeatedTest(40)
  void accounts_hoursPartOfAnHourOff_equalTheDirectComputation(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    SiteEntry site =
        site(
            TERMS,
            new SitePeriod(START.plusSeconds(random.nextInt(30_000)), "FR", 1.2, 0.3, "EUR"),
            new SitePeriod(START.plusSeconds(60L * random.nextInt(500)), "SE", 1.1, 0.1, "EUR"));
    ServerEntry server = server(EnergySource.GRID);
    series.put(POWER, dense(random));
    series.put(CO2, random.nextInt(3) == 0 ? series.all(POWER) : dense(random));
    Instant from = START.plusMillis(random.nextInt(8_000_000));
    TimeRange range = new TimeRange(from, from.plusMillis(10_000_000 + random.nextInt(20_000_000)));
    Instant now = random.nextInt(3) == 0 ? from.plusSeconds(random.nextInt(30_000)) : LATER;
    String zone =
        List.of("Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe").get(random.nextInt(3));
    List<TimeRange> buckets = BucketCalendar.parse("hour", zone).cut(range);

    List<Account> accounts = accounting(now).accounts(server, buckets);

    List<DirectComputation.Sums> expected =
        new DirectComputation(server, site, emissions, series.all(POWER), series.all(CO2))
            .of(buckets, now);
    for (int i = 0; i < buckets.size(); i++) {
      long span = Duration.between(buckets.get(i).from(), buckets.get(i).to()).toMillis();
      assertEqual(accounts.get(i).totals(), expected.get(i), span);
      // Asked for alone, neither of its hours follows a cut one: readings tell.
      assertThat(accounts.get(i).totals().origins())
          .isEqualTo(total(accounting(now), server, buckets.get(i)).origins());
    }
  }

  @Test
  void accounts_hoursPartOfAnHourOff_sayWhereTheReadingsComeFromThatHoldInThem() {
    site(TERMS);
    Readings.Builder readings = Readings.builder(7);
    // Replaced ten seconds after a bucket begins, just as one begins, and in the minute before.
    readings.add(utc("29T22:29:50"), 100, 0, Origin.EMULATED);
    readings.add(utc("29T22:30:10"), 100, 0, Origin.MEASURED);
    readings.add(utc("30T00:29:50"), 100, 0, Origin.EMULATED);
    readings.add(utc("30T00:30:00"), 100, 0, Origin.MEASURED);
    readings.add(utc("30T02:29:10"), 100, 0, Origin.EMULATED);
    readings.add(utc("30T02:29:50"), 100, 0, Origin.MEASURED);
    readings.add(utc("30T02:30:10"), 100, 0, Origin.MEASURED);
    series.put(POWER, readings.build());
    TimeRange range = new TimeRange(START.plusSeconds(1800), START.plusSeconds(10 * 3600 + 1800));

    List<Account> accounts =
        accounting(LATER)
            .accounts(
                server(EnergySource.GRID), BucketCalendar.parse("hour", "Asia/Kolkata").cut(range));

    assertThat(accounts)
        .extracting(account -> String.join(" ", account.totals().origins()))
        .containsExactly(
            "",
            "emulated",
            "measured emulated",
            "emulated",
            "measured",
            "measured emulated",
            "measured",
            "",
            "",
            "");
  }

  private static long utc(String time) {
    return Instant.parse("2025-03-" + time + "Z").toEpochMilli();
  }

  private static Totals total(Accounting accounting, ServerEntry server, TimeRange range) {
    return Bucket.total(accounting.accounts(server, List.of(range)));
  }

  private Accounting accounting(Instant now) {
    return new Accounting(series, directory, emissions, Clock.fixed(now, ZoneOffset.UTC));
  }

  private SiteEntry site(SitePeriod... periods) {
    SiteEntry site = new SiteEntry("site", 1, false, "Site", 0, 0, List.of(periods));
    directory.apply(site);
    return site;
  }

  private static ServerEntry server(EnergySource source) {
    return TestRegistry.entry("site", source, START);
  }

  /** Ten minutes apart. */
  private static Readings at(Instant first, double... values) {
    Readings.Builder readings = Readings.builder(values.length);
    for (int i = 0; i < values.length; i++) {
      readings.add(first.plusSeconds(600L * i).toEpochMilli(), values[i], 0, Origin.MEASURED);
    }
    return readings.build();
  }

  /** An hour with a reading each minute but for twenty of them. */
  private static Readings minutely(double value, int firstMissing) {
    Readings.Builder readings = Readings.builder(40);
    for (int minute = 0; minute < 60; minute++) {
      if (minute < firstMissing || minute >= firstMissing + 20) {
        readings.add(START.plusSeconds(60L * minute).toEpochMilli(), value, 0, Origin.MEASURED);
      }
    }
    return readings.build();
  }

  /** About a quarter of an hour apart, with an outage of five hours. */
  private static Readings quarterly() {
    Random random = new Random(7);
    Readings.Builder readings = Readings.builder(180);
    for (int i = 0; i < 200; i++) {
      if (i < 50 || i >= 70) {
        readings.add(
            START.plusSeconds(900L * i + random.nextInt(10)).toEpochMilli(),
            random.nextInt(1_000),
            0,
            Origin.MEASURED);
      }
    }
    return readings.build();
  }

  /** Ten seconds apart. */
  private static Readings steady(Duration length) {
    Readings.Builder readings = Readings.builder(1_000);
    for (long second = 0; second < length.toSeconds(); second += 10) {
      readings.add(START.plusSeconds(second).toEpochMilli(), 100, 0, Origin.MEASURED);
    }
    return readings.build();
  }

  /** Mostly several a minute, some on its start, sometimes none for longer than one holds. */
  private static Readings dense(Random random) {
    Readings.Builder readings = Readings.builder(1_000);
    long millis = START.toEpochMilli() + random.nextInt(3_000_000);
    Origin origin = Origin.MEASURED;
    while (millis < START.plus(Duration.ofHours(10)).toEpochMilli()) {
      readings.add(millis, random.nextInt(100_000) / 100.0, 0, origin);
      millis += 1 + random.nextInt(random.nextInt(100) == 0 ? 3_000_000 : 40_000);
      if (random.nextInt(4) == 0) {
        millis = Math.ceilDiv(millis, 60_000) * 60_000;
      }
      if (random.nextInt(50) == 0) {
        origin = Origin.values()[random.nextInt(Origin.values().length)];
      }
    }
    return readings.build();
  }

  /** Mostly a few minutes apart, sometimes for longer than a reading holds. */
  private static Readings random(Random random, int count) {
    Readings.Builder readings = Readings.builder(count);
    long millis = START.toEpochMilli() + random.nextInt(10_000_000);
    for (int i = 0; i < count; i++) {
      readings.add(millis, random.nextInt(100_000) / 100.0, 0, Origin.MEASURED);
      millis += 1 + random.nextInt(random.nextInt(10) == 0 ? 3_000_000 : 600_000);
    }
    return readings.build();
  }
}
