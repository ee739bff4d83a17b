package io.kilowatch.history.totals;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import io.kilowatch.series.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Totals straight from the readings, by another way than the service's: time is cut wherever
 * anything happens at all, and each piece asks which reading holds in it.
 */
final class DirectComputation {

  private static final long GAP = Duration.ofMinutes(15).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final ServerEntry server;
  private final SiteEntry site;
  private final EmissionRate emissions;
  private final TreeMap<Long, Double> power;
  private final TreeMap<Long, Double> co2;

  DirectComputation(
      ServerEntry server, SiteEntry site, EmissionRate emissions, Readings power, Readings co2) {
    this.server = server;
    this.site = site;
    this.emissions = emissions;
    this.power = byTime(power);
    this.co2 = byTime(co2);
  }

  static final class Sums {
    double joules;
    double sensorGrams;
    double modelGrams;
    double cost;
    long coveredMillis;
    long emissionsMillis;
  }

  List<Sums> of(List<TimeRange> buckets, Instant now) {
    List<Sums> sums = new ArrayList<>();
    for (TimeRange bucket : buckets) {
      sums.add(of(bucket.fromMillis(), Math.min(bucket.toMillis(), now.toEpochMilli())));
    }
    return sums;
  }

  private Sums of(long from, long to) {
    Sums sums = new Sums();
    TreeSet<Long> cuts = new TreeSet<>();
    cuts.add(from);
    cuts.add(to);
    for (long hour = Math.ceilDiv(from, HOUR) * HOUR; hour < to; hour += HOUR) {
      cuts.add(hour);
    }
    site.periods().forEach(period -> cuts.add(period.validFrom().toEpochMilli()));
    for (TreeMap<Long, Double> series : List.of(power, co2)) {
      series
          .keySet()
          .forEach(millis -> {
            cuts.add(millis);
            cuts.add(millis + GAP);
          });
    }
    Long previous = null;
    for (long cut : cuts.subSet(from, true, Math.max(from, to), true)) {
      if (previous != null) {
        add(sums, previous, cut);
      }
      previous = cut;
    }
    return sums;
  }

  private void add(Sums sums, long from, long to) {
    double seconds = (to - from) / 1000.0;
    Double watts = holding(power, from);
    Double grams = holding(co2, from);
    SitePeriod terms = EffectivePeriods.site(site, Instant.ofEpochMilli(from));
    double kwh = watts == null ? 0 : watts * seconds / 3.6e6;
    if (watts != null) {
      sums.joules += watts * seconds;
      sums.coveredMillis += to - from;
      sums.cost += kwh * terms.pue() * terms.electricityPricePerKwh();
    }
    if (grams != null) {
      sums.sensorGrams += grams * seconds / 3600;
      sums.emissionsMillis += to - from;
    } else if (watts != null) {
      Instant at = Instant.ofEpochMilli(from);
      sums.modelGrams +=
          kwh
              * terms.pue()
              * emissions.gramsPerKwh(
                  EffectivePeriods.energy(server, at).source(), terms.gridZone(), at);
      sums.emissionsMillis += to - from;
    }
  }

  private static Double holding(TreeMap<Long, Double> series, long millis) {
    Map.Entry<Long, Double> last = series.floorEntry(millis);
    return last == null || millis >= last.getKey() + GAP ? null : last.getValue();
  }

  private static TreeMap<Long, Double> byTime(Readings readings) {
    TreeMap<Long, Double> byTime = new TreeMap<>();
    for (int i = 0; i < readings.size(); i++) {
      byTime.put(readings.timestampMillis(i), readings.value(i));
    }
    return byTime;
  }
}
