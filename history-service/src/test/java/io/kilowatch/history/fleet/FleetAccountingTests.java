package io.kilowatch.history.fleet;

import static io.kilowatch.history.CassandraFixture.power;
import static io.kilowatch.history.CassandraFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.history.totals.AccountingFixture;
import io.kilowatch.history.totals.Bucket;
import io.kilowatch.history.totals.Totals;
import io.kilowatch.series.Readings;
import io.kilowatch.series.Sample;
import io.kilowatch.series.SeriesKey;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class FleetAccountingTests {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MONTH_HOURS = 32 * 24;
  private static final Clock LATER = Clock.fixed(START.plus(Duration.ofDays(60)), ZoneOffset.UTC);

  private final Directory directory = new Directory(Stream::of);

  @BeforeEach
  void registerSite() {
    SitePeriod terms = new SitePeriod(START, "DE", 1.5, 0.2, "EUR");
    directory.apply(new SiteEntry("site", 1, false, "Site", 0, 0, List.of(terms)));
  }

  @Test
  void accounts_byLabel_areSumsOfTheirServers() {
    MemorySeries series = new MemorySeries();
    IntStream.range(0, 40).forEach(i -> register("s" + i, i % 2 == 0 ? "even" : "odd"));
    IntStream.range(0, 40).forEach(i -> series.put(power("s" + i), hourOf(i)));

    Map<String, GroupAccounts> groups =
        accounting(series).accounts(directory, GroupBy.parse("label:team"), hours(1));

    assertThat(groups).containsOnlyKeys("even", "odd");
    assertThat(groups.get("even").servers()).isEqualTo(20);
    assertThat(total(groups.get("even")).energyKwh()).isCloseTo(0.380, within(1e-12));
    assertThat(total(groups.get("odd")).energyKwh()).isCloseTo(0.400, within(1e-12));
    assertThat(total(groups.get("odd")).coverage()).isEqualTo(1);
  }

  /** With each server's own accounts in memory until the last one it is more than 30 MB. */
  @Test
  void accounts_manyServersAndBuckets_takeMemoryForGroupsAlone() {
    int servers = 200;
    IntStream.range(0, servers).forEach(i -> register("s" + i, "team"));
    AtomicInteger begun = new AtomicInteger();
    AtomicLong atTheLast = new AtomicLong();
    MemorySeries series =
        new MemorySeries() {
          @Override
          public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
            if (key.metric().equals("power") && begun.incrementAndGet() == servers) {
              atTheLast.set(heapBytes());
            }
            return super.lastBefore(key, time, atMost);
          }
        };
    long before = heapBytes();

    accounting(series).accounts(directory, GroupBy.parse(null), hours(MONTH_HOURS));

    assertThat(begun).hasValue(servers);
    assertThat(atTheLast.get() - before).isLessThan(10_000_000);
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void accounts_whicheverServerIsReadFirst_areTheSameToTheLastDigit() {
    AtomicInteger asked = new AtomicInteger();
    MemorySeries series =
        new MemorySeries() {
          @Override
          public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
            pause(asked.incrementAndGet() * 7919 % 5);
            return super.lastBefore(key, time, atMost);
          }
        };
    IntStream.range(0, 40).forEach(i -> register("s" + i, "team"));
    IntStream.range(0, 40).forEach(i -> series.put(power("s" + i), hourOf(Math.exp(i / 3.0))));
    FleetAccounting accounting = accounting(series);

    Set<Totals> answers = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      answers.add(
          total(accounting.accounts(directory, GroupBy.parse(null), hours(1)).get("fleet")));
    }

    assertThat(answers).hasSize(1);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void accounts_moreGroupsThanMemoryIsFor_areRefusedForTheirBucket() {
    IntStream.range(0, 200).forEach(i -> register("s" + i, "team" + i));
    FleetAccounting accounting = accounting(new MemorySeries());
    GroupBy byTeam = GroupBy.parse("label:team");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> accounting.accounts(directory, byTeam, hours(MONTH_HOURS)))
        .satisfies(e -> assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST))
        .satisfies(e ->
            assertThat(e.errors())
                .containsExactly(
                    new FieldProblem(
                        "bucket",
                        "must be longer, or the range shorter: at most 500 buckets for 200"
                            + " groups")));
    assertThat(accounting.accounts(directory, byTeam, hours(500))).hasSize(200);
  }

  @Test
  void accounts_oneServerThatCannotBeRead_failAsItDoes() {
    RuntimeException failure = new IllegalStateException("unreadable");
    MemorySeries series =
        new MemorySeries() {
          @Override
          public Optional<Sample> lastBefore(SeriesKey key, Instant time, Duration atMost) {
            if (key.serverId().equals("s30")) {
              throw failure;
            }
            return super.lastBefore(key, time, atMost);
          }
        };
    IntStream.range(0, 40).forEach(i -> register("s" + i, "team"));
    FleetAccounting accounting = accounting(series);

    assertThatThrownBy(() -> accounting.accounts(directory, GroupBy.parse(null), hours(1)))
        .isSameAs(failure);
  }

  @Test
  void accounts_serverRetiredBeforeTheRange_leavesCoverageAsItIs() {
    MemorySeries series = new MemorySeries();
    register("here", "team");
    series.put(power("here"), hourOf(100));
    register("gone", "team", START);

    assertThat(fleetOf(series, hours(1)).coverage()).isEqualTo(1);

    series.put(power("gone"), hourOf(100));
    Totals totals = fleetOf(series, hours(1));
    assertThat(totals.coverage()).isEqualTo(1);
    assertThat(totals.energyKwh()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void accounts_serverRetiredInMidBucket_countsUntilThen() {
    MemorySeries series = new MemorySeries();
    register("here", "team");
    series.put(power("here"), hourOf(100));
    register("gone", "team", START.plus(HOUR.dividedBy(2)));

    // An hour of the one and half an hour of the other, of which there is nothing.
    assertThat(fleetOf(series, hours(1)).coverage()).isCloseTo(2 / 3.0, within(1e-12));
    // What was read last holds for five minutes of the second hour.
    assertThat(fleetOf(series, hours(4)).coverage()).isCloseTo(65 / 270.0, within(1e-12));

    series.put(power("gone"), hourOf(100));
    Totals both = fleetOf(series, hours(1));
    assertThat(both.coverage()).isEqualTo(1);
    assertThat(both.energyKwh()).isCloseTo(0.15, within(1e-12));
  }

  @Test
  void accounts_serverRegisteredAfterTheRange_leavesCoverageAsItIs() {
    MemorySeries series = new MemorySeries();
    register("here", "team");
    series.put(power("here"), hourOf(100));
    registerAt(START.plus(HOUR), "new");

    assertThat(fleetOf(series, hours(1)).coverage()).isEqualTo(1);

    // What was read before and sent later counts all the same.
    series.put(power("new"), steady(START, Duration.ofMinutes(10), 3, i -> 100));
    Totals totals = fleetOf(series, hours(1));
    assertThat(totals.coverage()).isEqualTo(1);
    assertThat(totals.emissionsCoverage()).isEqualTo(1);
    assertThat(totals.energyKwh()).isCloseTo(0.1 + 0.1 * 35 / 60, within(1e-12));
  }

  @Test
  void accounts_serverRegisteredInMidBucket_countsFromThen() {
    MemorySeries series = new MemorySeries();
    register("here", "team");
    series.put(power("here"), hourOf(100));
    registerAt(START.plus(HOUR.dividedBy(2)), "new");

    // An hour of the one and half an hour of the other, of which there is nothing.
    assertThat(fleetOf(series, hours(1)).coverage()).isCloseTo(2 / 3.0, within(1e-12));

    // Ten minutes before it was registered are read, and five after that.
    series.put(power("new"), steady(START.plusSeconds(20 * 60), Duration.ofHours(1), 1, i -> 100));
    assertThat(fleetOf(series, hours(1)).coverage()).isCloseTo(75 / 100.0, within(1e-12));
  }

  private Totals fleetOf(MemorySeries series, List<TimeRange> buckets) {
    return total(accounting(series).accounts(directory, GroupBy.parse(null), buckets).get("fleet"));
  }

  private FleetAccounting accounting(MemorySeries series) {
    return new FleetAccounting(AccountingFixture.accounting(series, directory, LATER));
  }

  private static Totals total(GroupAccounts group) {
    return Bucket.total(group.buckets());
  }

  private static List<TimeRange> hours(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> START.plus(HOUR.multipliedBy(i)))
        .map(from -> new TimeRange(from, from.plus(HOUR)))
        .toList();
  }

  /** So many watts in the first hour. */
  private static Readings hourOf(double watts) {
    return steady(START, Duration.ofMinutes(10), 6, i -> watts);
  }

  private void register(String id, String team) {
    register(id, team, null);
  }

  private void registerAt(Instant registeredAt, String id) {
    register(id, "team", registeredAt, null);
  }

  private void register(String id, String team, Instant retiredAt) {
    register(id, team, START, retiredAt);
  }

  private void register(String id, String team, Instant registeredAt, Instant retiredAt) {
    EnergySpecification energy = new EnergySpecification(EnergySource.GRID, 1, 2, List.of(), 0);
    directory.apply(
        new ServerEntry(
            id,
            1,
            id,
            "site",
            "R1",
            8,
            SensorMode.EXTERNAL,
            Map.of("team", team),
            registeredAt,
            retiredAt,
            List.of(new EnergyPeriod(registeredAt, energy))));
  }
}
