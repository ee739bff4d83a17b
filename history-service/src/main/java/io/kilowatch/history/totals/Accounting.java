package io.kilowatch.history.totals;

import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import io.kilowatch.history.store.SeriesSource;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.rollup.Integral;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Accounts for a server's energy, emissions and cost.
 *
 * <p>Time is cut into slices in which nothing changes that a figure depends on: at the hours of
 * UTC, because intensity is hourly and roll-ups are, at the buckets, and where site or server were
 * edited. No reading holds into the future.
 */
@Component
public final class Accounting {

  private final SeriesSource source;
  private final Directory directory;
  private final EmissionRate emissions;
  private final Clock clock;

  Accounting(SeriesSource source, Directory directory, EmissionRate emissions, Clock clock) {
    this.source = source;
    this.directory = directory;
    this.emissions = emissions;
    this.clock = clock;
  }

  /** One account for each bucket; the buckets follow each other without a gap. */
  public List<Account> accounts(ServerEntry server, List<TimeRange> buckets) {
    return accounts(server, buckets, Long.MIN_VALUE);
  }

  private List<Account> accounts(
      ServerEntry server, List<TimeRange> buckets, long registeredMillis) {
    Terms terms =
        new Terms(server, directory.siteEvenDeleted(server.siteId()).orElse(null), emissions);
    TimeRange past =
        new TimeRange(buckets.getFirst().from(), buckets.getLast().to()).until(clock.instant());
    SeriesWalk power = walk(server, Metric.POWER, past);
    SeriesWalk co2 = walk(server, Metric.CO2, past);
    List<Account> accounts = new ArrayList<>(buckets.size());
    for (TimeRange bucket : buckets) {
      Account account = new Account();
      long registered = Math.clamp(registeredMillis, bucket.fromMillis(), bucket.toMillis());
      addSlices(
          account, terms, power, co2, bucket.fromMillis(), Math.min(registered, past.toMillis()));
      account.spanWhatIsCovered();
      account.span(bucket.toMillis() - registered);
      addSlices(
          account, terms, power, co2, registered, Math.min(bucket.toMillis(), past.toMillis()));
      accounts.add(account);
    }
    return accounts;
  }

  /**
   * The same, of the time in service alone: buckets after a server was retired are of no length.
   * From before it was registered there may be readings that were sent later. Only the time that
   * they cover counts: else a new server would sink the coverage of all the time before it.
   */
  public List<Account> accountsInService(ServerEntry server, List<TimeRange> buckets) {
    Instant retiredAt = server.retiredAt();
    return accounts(
        server,
        retiredAt == null
            ? buckets
            : buckets.stream().map(bucket -> inService(bucket, retiredAt)).toList(),
        server.registeredAt().toEpochMilli());
  }

  private static TimeRange inService(TimeRange bucket, Instant retiredAt) {
    return bucket.from().isBefore(retiredAt)
        ? bucket.until(retiredAt)
        : new TimeRange(retiredAt, retiredAt);
  }

  private SeriesWalk walk(ServerEntry server, Metric metric, TimeRange range) {
    SeriesKey key = new SeriesKey(server.id(), metric.wireName());
    return new SeriesWalk(source, key, metric.maxGap(), range.fromMillis(), range.toMillis());
  }

  private static void addSlices(
      Account account, Terms terms, SeriesWalk power, SeriesWalk co2, long from, long to) {
    long start = from;
    while (start < to) {
      long next = terms.nextChange(start, Math.min(SeriesWalk.hourAfter(start), to));
      addSlice(account, terms, power, co2, start, next);
      start = next;
    }
  }

  private static void addSlice(
      Account account, Terms terms, SeriesWalk power, SeriesWalk co2, long from, long to) {
    Integral watts = power.over(from, to);
    Integral gramsPerHour = co2.over(from, to);
    account.drawn(watts, power.origins(from, to));
    account.emittedBySensor(gramsPerHour);
    SitePeriod site = terms.site(from);
    if (site == null) {
      return;
    }
    account.paid(
        site.currency(),
        Account.kwh(watts.valueSeconds()) * site.pue() * site.electricityPricePerKwh());
    Integral silent = withoutSensor(power, watts, co2, gramsPerHour, from, to);
    if (silent.coveredMillis() > 0) {
      account.emittedByModel(silent, terms.gramsPerKwh(site, from));
    }
  }

  /** What was drawn while the CO2 sensor said nothing. */
  private static Integral withoutSensor(
      SeriesWalk power, Integral watts, SeriesWalk co2, Integral gramsPerHour, long from, long to) {
    if (gramsPerHour.coveredMillis() == 0) {
      return watts;
    }
    if (watts.coveredMillis() == 0
        || gramsPerHour.coveredMillis() == to - from
        || power.coversAs(co2)) {
      return Integral.NONE;
    }
    return power.outside(co2, from, to);
  }
}
