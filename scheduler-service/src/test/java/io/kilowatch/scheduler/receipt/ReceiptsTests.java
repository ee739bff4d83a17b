package io.kilowatch.scheduler.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.history.MeasuredTotals;
import io.kilowatch.scheduler.OneServer;
import io.kilowatch.scheduler.fleet.FleetForecast;
import io.kilowatch.scheduler.fleet.ServerCarbon;
import io.kilowatch.scheduler.intensity.ZoneForecasts;
import io.kilowatch.scheduler.intensity.ZoneHour;
import io.kilowatch.scheduler.task.Choice;
import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Receipts of a task of two of four cores, on a server that draws 100 W idle and 300 W busy. */
class ReceiptsTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** 0.2 kWh an hour: half busy, by the curve with the task alone. */
  private static final MeasuredTotals HALF =
      new MeasuredTotals(0.2, 60, 0.04, "EUR", 1, List.of("emulated"));

  private final Directory directory = new Directory(Stream::of);

  /** That were on the server, besides the one that the receipt is of. */
  private final List<Task> others = new ArrayList<>();

  @Test
  void receipt_isOfWhatWasMeasured_againstTheRecordedAlternative() {
    Receipt receipt = receipt(HALF, runNow("s1", NOON));
    assertThat(receipt.runSeconds()).isEqualTo(3600);
    assertThat(receipt.energyKwh()).isEqualTo(0.2, within(1e-9));
    assertThat(receipt.idleKwh()).isEqualTo(0.1, within(1e-9));
    assertThat(receipt.emissionsGrams()).isEqualTo(60, within(1e-9));
    assertThat(receipt.cost()).isEqualTo(0.04, within(1e-9));
    assertThat(receipt.currency()).isEqualTo("EUR");
    assertThat(receipt.coverage()).isEqualTo(1, within(1e-9));
    assertThat(receipt.origins()).containsExactly("emulated");
    // It ran at 100 g/kWh, and would have at 400.
    assertThat(receipt.runNow().emissionsGrams()).isEqualTo(240, within(1e-9));
    assertThat(receipt.runNow().savedGrams()).isEqualTo(180, within(1e-9));
  }

  @Test
  void taskThatRanAsItWouldHaveAnyway_savedNothing() {
    Receipt receipt = receipt(HALF, runNow("s1", NOON.plus(Duration.ofHours(3))));
    assertThat(receipt.runNow().savedGrams()).isEqualTo(0, within(1e-9));
  }

  @Test
  void alternative_isOfItsShare_notOfWhatItWouldHaveAdded() {
    // One core beside five busy ones, or alone on a server of ten cores that it wakes.
    double beside = 0.220 / 6;
    double alone = 0.120;
    Instant start = NOON.plus(Duration.ofHours(3));
    Choice adding = new Choice("s1", "berlin", start, start.plus(Duration.ofHours(1)), 0.110, 40);
    Receipt receipt = receiptOf(HALF, new Estimate(10, beside, adding, alone, List.of(), NOON));
    assertThat(receipt.runNow().energyKwh()).isEqualTo(0.2 * alone / beside, within(1e-9));
    assertThat(receipt.runNow().emissionsGrams()).isEqualTo(60 * alone / beside, within(1e-9));
  }

  @Test
  void taskThatWasPlannedBeforeSharesWereKept_isComparedWithNothing() {
    Choice runNow = runNow("s1", NOON);
    assertThat(receiptOf(HALF, new Estimate(10, null, runNow, null, List.of(), NOON)).runNow())
        .isNull();
    assertThat(receiptOf(HALF, new Estimate(10, 0.1, runNow, null, List.of(), NOON)).runNow())
        .as("it was moved since")
        .isNull();
  }

  @Test
  void tasksOfAServerThatDrawsLittle_shareIt() {
    MeasuredTotals little = new MeasuredTotals(0.105, 30, null, null, 1, null);
    assertThat(receipt(little, null).energyKwh()).isEqualTo(0.105, within(1e-9));
    TaskSegment whole = fromThree(0, 60);
    others.add(planned("whole", whole).begun(whole.start()).done(whole.end()));
    assertThat(receipt(little, null).energyKwh()).isEqualTo(0.105 / 2, within(1e-9));
  }

  @Test
  void taskThatWasThereForATime_countsForThatTime() {
    MeasuredTotals little = new MeasuredTotals(0.105, 30, null, null, 1, null);
    TaskSegment elsewhere =
        new TaskSegment("s2", NOON.plus(Duration.ofHours(3)), NOON.plus(Duration.ofHours(4)));
    others.add(planned("elsewhere", elsewhere).begun(elsewhere.start()));
    // From 15:30 to 15:45 and from 15:54 on: 21 minutes of the hour, of which half is its.
    TaskSegment first = fromThree(30, 45);
    TaskSegment second = fromThree(54, 80);
    others.add(
        planned("parts", first, second)
            .begun(first.start())
            .paused(first.end())
            .begun(second.start()));
    assertThat(receipt(little, null).energyKwh())
        .isEqualTo(0.105 * (39 + 21 / 2.0) / 60, within(1e-9));
  }

  @Test
  void tasksThatOverlapInPart_haveTogetherWhatWasDrawn_thoughItIsFarTooLittle() {
    TaskSegment hour = fromThree(0, 60);
    TaskSegment quarter = fromThree(30, 45);
    Task whole = planned("whole", hour).begun(hour.start()).done(hour.end());
    Task part = planned("part", quarter).begun(quarter.start()).done(quarter.end());
    // 80 W while both are there, less than the server draws idle, and nothing else.
    Measurements littleAndLate =
        (_, times) ->
            IntStream.range(1, times.size())
                .mapToObj(end -> new TaskSegment("s1", times.get(end - 1), times.get(end)))
                .mapToDouble(stretch -> 0.08 * part.progress().workedIn(stretch).toSeconds() / 3600)
                .mapToObj(kwh -> new MeasuredTotals(kwh, 0, null, null, 1, null))
                .toList();
    double drawn = 0.02;
    assertThat(receiptOf(whole, List.of(part), littleAndLate).energyKwh())
        .isEqualTo(drawn / 2, within(1e-9));
    assertThat(receiptOf(part, List.of(whole), littleAndLate).energyKwh())
        .isEqualTo(drawn / 2, within(1e-9));
  }

  @Test
  void serverWhoseTasksChangeOften_isAskedForPartByPart() {
    List<Integer> asked = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      for (int second = 0; second < 60; second += 10) {
        Instant start = fromThree(minute, 60).start().plusSeconds(second);
        TaskSegment moment = new TaskSegment("s1", start, start.plusSeconds(5));
        others.add(planned("m" + start, moment).begun(start).done(moment.end()));
      }
    }
    TaskSegment hour = fromThree(0, 60);
    Task whole = planned("whole", hour).begun(hour.start()).done(hour.end());
    Receipt receipt =
        receiptOf(
            whole,
            others,
            (_, times) -> {
              asked.add(times.size());
              return evenly(HALF, times);
            });
    assertThat(asked).containsExactly(301, 301, 121);
    assertThat(receipt.runSeconds()).isEqualTo(3600, within(1e-9));
    assertThat(receipt.coverage()).isEqualTo(1, within(1e-9));
    assertThat(receipt.energyKwh()).isEqualTo(0.2 * 0.75, within(1e-9));
  }

  @Test
  void nothingMeasured_isComparedWithNothing() {
    Receipt receipt = receipt(new MeasuredTotals(0, 0, null, null, 0, null), runNow("s1", NOON));
    assertThat(receipt.coverage()).isZero();
    assertThat(receipt.origins()).isEmpty();
    assertThat(receipt.cost()).isNull();
    assertThat(receipt.runNow()).isNull();
  }

  @Test
  void withoutAnAlternative_orOneOnAServerThatNobodyKnows_nothingIsSaved() {
    assertThat(receipt(HALF, null).runNow()).isNull();
    assertThat(receipt(HALF, runNow("nobody", NOON)).runNow()).isNull();
  }

  private static Choice runNow(String server, Instant start) {
    return new Choice(server, "berlin", start, start.plus(Duration.ofHours(1)), 0.1, 40);
  }

  private Receipt receipt(MeasuredTotals measured, @Nullable Choice runNow) {
    return receiptOf(measured, new Estimate(10, 0.1, runNow, 0.1, List.of(), NOON));
  }

  /** Of a task that ran from 15:00 to 16:00. */
  private Receipt receiptOf(MeasuredTotals measured, Estimate estimate) {
    TaskSegment segment = fromThree(0, 60);
    Task done = planned("t1", estimate, segment).begun(segment.start()).done(segment.end());
    return receiptOf(done, others, (_, times) -> evenly(measured, times));
  }

  private Receipt receiptOf(Task done, List<Task> beside, Measurements measurements) {
    directory.apply(OneServer.registeredAt(NOON), NOON);
    Receipts receipts =
        new Receipts(
            directory,
            measurements,
            _ -> Stream.concat(Stream.of(done), beside.stream()).toList(),
            new ServerCarbon(directory, new FleetForecast(new CleanFromThree())));
    return receipts.of(done, NOON.plus(Duration.ofHours(5)));
  }

  /** What is measured in an hour, in parts of it. */
  private static List<MeasuredTotals> evenly(MeasuredTotals hour, List<Instant> times) {
    return IntStream.range(1, times.size())
        .mapToObj(end -> Duration.between(times.get(end - 1), times.get(end)).toSeconds() / 3600.0)
        .map(share ->
            new MeasuredTotals(
                share * hour.energyKwh(),
                share * hour.emissionsGrams(),
                hour.cost() == null ? null : share * hour.cost(),
                hour.currency(),
                hour.coverage(),
                hour.origins()))
        .toList();
  }

  private static Task planned(String id, TaskSegment... plan) {
    return planned(id, new Estimate(10, 0.1, null, null, List.of(), NOON), plan);
  }

  private static Task planned(String id, Estimate estimate, TaskSegment... plan) {
    return Task.submitted(id, "ada", "Ada", "client-" + id, order(), NOON)
        .planned(List.of(plan), estimate);
  }

  /** A stretch on s1, in minutes after 15:00. */
  private static TaskSegment fromThree(int from, int to) {
    Instant three = NOON.plus(Duration.ofHours(3));
    return new TaskSegment(
        "s1", three.plus(Duration.ofMinutes(from)), three.plus(Duration.ofMinutes(to)));
  }

  private static TaskOrder order() {
    return new TaskOrder(
        "Report", 2, 3600, NOON, NOON.plusSeconds(36_000), true, Set.of(), Set.of(), null);
  }

  /** 400 g/kWh before 15:00, then 100. */
  private static final class CleanFromThree implements ZoneForecasts {

    private static final Instant THREE = NOON.plus(Duration.ofHours(3));

    @Override
    public List<ZoneHour> hours(String gridZone, Instant from, Instant to) {
      long first = Math.floorDiv(from.getEpochSecond(), 3600);
      long end = Math.ceilDiv(to.getEpochSecond(), 3600);
      return IntStream.range(0, (int) (end - first))
          .mapToObj(hour -> Instant.ofEpochSecond((first + hour) * 3600))
          .map(start -> hour(start, start.isBefore(THREE) ? 400 : 100))
          .toList();
    }

    private static ZoneHour hour(Instant start, double gramsPerKwh) {
      return new ZoneHour(start, gramsPerKwh, gramsPerKwh, gramsPerKwh, true);
    }

    @Override
    public long version(Instant now) {
      return 1;
    }
  }
}
