package io.kilowatch.scheduler.receipt;

import io.kilowatch.scheduler.receipt.Receipt.RunNow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What receipts come to. Those without anything to compare with are counted and no more.
 *
 * @param tasks that were compared
 * @param notCompared that ended and were not: failed, cancelled, or not measured
 * @param energyKwh that those compared drew
 * @param emissionsGrams that they caused
 * @param runNowGrams that they would have caused, begun as soon as there was room
 * @param savedGrams the difference; may be negative
 */
record Savings(
    int tasks,
    int notCompared,
    double energyKwh,
    double emissionsGrams,
    double runNowGrams,
    double savedGrams) {

  static final Savings NONE = new Savings(0, 0, 0, 0, 0, 0);

  /**
   * What counts of a {@link Receipt}.
   *
   * @param runNow null if there is nothing to compare with
   */
  record Compared(
      Instant endedAt, double energyKwh, double emissionsGrams, @Nullable RunNow runNow) {

    private Savings savings() {
      return runNow == null
          ? new Savings(0, 1, 0, 0, 0, 0)
          : new Savings(
              1, 0, energyKwh, emissionsGrams, runNow.emissionsGrams(), runNow.savedGrams());
    }
  }

  Savings plus(Savings other) {
    return new Savings(
        tasks + other.tasks,
        notCompared + other.notCompared,
        energyKwh + other.energyKwh,
        emissionsGrams + other.emissionsGrams,
        runNowGrams + other.runNowGrams,
        savedGrams + other.savedGrams);
  }

  /** A day or month, by the clock on the wall of a time zone. */
  record Bucket(Instant start, Savings savings) {

    /** Those in which something ended, in order of time. */
    static List<Bucket> of(Stream<Compared> receipts, boolean months, ZoneId zone) {
      Map<Instant, Savings> buckets =
          receipts.collect(
              Collectors.toMap(
                  receipt -> startOf(receipt.endedAt(), months, zone),
                  Compared::savings,
                  Savings::plus,
                  TreeMap::new));
      return buckets.entrySet().stream()
          .map(each -> new Bucket(each.getKey(), each.getValue()))
          .toList();
    }

    private static Instant startOf(Instant time, boolean months, ZoneId zone) {
      LocalDate day = LocalDate.ofInstant(time, zone);
      return (months ? day.withDayOfMonth(1) : day).atStartOfDay(zone).toInstant();
    }
  }
}
