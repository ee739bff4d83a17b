package io.kilowatch.scheduler.receipt;

import io.kilowatch.scheduler.receipt.Receipt.RunNow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  private static final Savings NONE = new Savings(0, 0, 0, 0, 0, 0);

  static Savings of(List<Receipt> receipts) {
    return receipts.stream().reduce(NONE, Savings::with, Savings::plus);
  }

  private Savings with(Receipt receipt) {
    RunNow runNow = receipt.runNow();
    return runNow == null
        ? plus(new Savings(0, 1, 0, 0, 0, 0))
        : plus(
            new Savings(
                1,
                0,
                receipt.energyKwh(),
                receipt.emissionsGrams(),
                runNow.emissionsGrams(),
                runNow.savedGrams()));
  }

  private Savings plus(Savings other) {
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

    static List<Bucket> of(List<Receipt> receipts, boolean months, ZoneId zone) {
      return receipts.stream()
          .collect(
              Collectors.groupingBy(
                  receipt -> startOf(receipt.endedAt(), months, zone),
                  TreeMap::new,
                  Collectors.toList()))
          .entrySet()
          .stream()
          .map(each -> new Bucket(each.getKey(), Savings.of(each.getValue())))
          .toList();
    }

    private static Instant startOf(Instant time, boolean months, ZoneId zone) {
      LocalDate day = LocalDate.ofInstant(time, zone);
      return (months ? day.withDayOfMonth(1) : day).atStartOfDay(zone).toInstant();
    }
  }
}
