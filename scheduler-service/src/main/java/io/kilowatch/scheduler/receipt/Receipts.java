package io.kilowatch.scheduler.receipt;

import io.kilowatch.base.carbon.EffectivePeriods;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.history.MeasuredTotals;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.scheduler.fleet.ServerCarbon;
import io.kilowatch.scheduler.receipt.Receipt.RunNow;
import io.kilowatch.scheduler.task.Choice;
import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes receipts of tasks that have ended. */
@Component
final class Receipts {

  private static final double SECONDS_PER_HOUR = 3600;
  private static final double WATTS_PER_KILOWATT = 1000;

  /** Stretches that history is asked for with one URL. */
  private static final int MOST_AT_ONCE = 300;

  private final Directory directory;
  private final Measurements measurements;
  private final TasksOfServers tasks;
  private final ServerCarbon carbon;

  Receipts(
      Directory directory, Measurements measurements, TasksOfServers tasks, ServerCarbon carbon) {
    this.directory = directory;
    this.measurements = measurements;
    this.tasks = tasks;
    this.carbon = carbon;
  }

  /**
   * The receipt of a task that has ended, all of whose readings are stored.
   *
   * @param now when it is made
   */
  Receipt of(Task task, Instant now) {
    Sum sum = new Sum();
    for (TaskSegment run : task.progress().runs()) {
      directory
          .server(run.serverId())
          .ifPresentOrElse(server -> add(sum, task, server, run), () -> sum.addUnknown(run));
    }
    Instant endedAt = task.endedAt();
    return new Receipt(
        task.id(),
        endedAt == null ? now : endedAt,
        now,
        sum.seconds,
        sum.energyKwh,
        sum.idleKwh,
        sum.grams,
        sum.cost,
        sum.currency,
        sum.seconds == 0 ? 0 : sum.coveredSeconds / sum.seconds,
        List.copyOf(sum.origins),
        runNow(task, sum));
  }

  /**
   * Adds a run in stretches in which the tasks on its server stay the same: what all of them have
   * is then no more than it drew.
   */
  private void add(Sum sum, Task task, ServerEntry server, TaskSegment run) {
    List<Task> beside = tasks.in(run);
    List<Instant> times = changes(run, beside);
    List<MeasuredTotals> measured = measured(server.id(), times);
    for (int i = 0; i < measured.size(); i++) {
      TaskSegment stretch = new TaskSegment(server.id(), times.get(i), times.get(i + 1));
      sum.add(
          task,
          server,
          stretch,
          coresIn(stretch, beside),
          measured.get(i),
          carbon.facilityGramsPerKwh(server.id(), stretch.start(), stretch.end()));
    }
  }

  /** From its start to its end, with the times at which tasks came to the server or went. */
  private static List<Instant> changes(TaskSegment run, List<Task> beside) {
    Stream<TaskSegment> others =
        beside.stream()
            .flatMap(task -> task.progress().begun())
            .filter(other -> other.serverId().equals(run.serverId()));
    return Stream.concat(Stream.of(run), others)
        .flatMap(each -> Stream.of(each.start(), each.end()))
        .filter(time -> !time.isBefore(run.start()) && !time.isAfter(run.end()))
        .distinct()
        .sorted()
        .toList();
  }

  private List<MeasuredTotals> measured(String serverId, List<Instant> times) {
    List<MeasuredTotals> measured = new ArrayList<>();
    for (int first = 0; first < times.size() - 1; first += MOST_AT_ONCE) {
      int end = Math.min(first + MOST_AT_ONCE + 1, times.size());
      measured.addAll(measurements.between(serverId, times.subList(first, end)));
    }
    return measured;
  }

  /** All of these are there all the while, or not at all. */
  private static int coresIn(TaskSegment stretch, List<Task> beside) {
    return beside.stream()
        .filter(task -> task.progress().workedIn(stretch).isPositive())
        .mapToInt(task -> task.order().cores())
        .sum();
  }

  private static double secondsOf(Duration length) {
    return length.toMillis() / 1000.0;
  }

  private @Nullable RunNow runNow(Task task, Sum sum) {
    Estimate estimate = task.estimate();
    Choice choice = estimate == null ? null : estimate.runNow();
    if (estimate == null
        || choice == null
        || task.state() != TaskState.DONE
        || sum.modelGrams <= 0) {
      return null;
    }
    OptionalDouble shareRatio = estimate.runNowShareRatio();
    OptionalDouble there =
        carbon.facilityGramsPerKwh(choice.serverId(), choice.start(), choice.end());
    if (shareRatio.isEmpty() || there.isEmpty()) {
      return null;
    }
    double energyKwh = sum.energyKwh * shareRatio.getAsDouble();
    double ratio = energyKwh * there.getAsDouble() / sum.modelGrams;
    return RunNow.of(choice, energyKwh, sum.grams * ratio, sum.grams);
  }

  /** Of the runs of one task. */
  private static final class Sum {

    private double seconds;
    private double coveredSeconds;
    private double energyKwh;
    private double idleKwh;
    private double grams;

    /** What the energy emitted by the intensities that the alternative is counted with. */
    private double modelGrams;

    private @Nullable Double cost = 0.0;
    private @Nullable String currency;
    private final Set<String> origins = new TreeSet<>();

    void add(
        Task task,
        ServerEntry server,
        TaskSegment stretch,
        int coresOfTasks,
        MeasuredTotals measured,
        OptionalDouble gramsPerKwh) {
      double length = secondsOf(stretch.length());
      double covered = length * measured.coverage();
      EnergySpecification energy = EffectivePeriods.energy(server, stretch.start());
      double hours = covered / SECONDS_PER_HOUR;
      double share =
          Share.of(
              energy,
              (double) task.order().cores() / server.cores(),
              (double) coresOfTasks / server.cores(),
              measured.energyKwh(),
              hours);
      double idle = energy.idleWatts() / WATTS_PER_KILOWATT * hours;
      seconds += length;
      coveredSeconds += covered;
      energyKwh += share * measured.energyKwh();
      modelGrams += share * measured.energyKwh() * gramsPerKwh.orElse(0);
      idleKwh += share * Math.min(idle, measured.energyKwh());
      grams += share * measured.emissionsGrams();
      pay(share, measured);
      if (measured.origins() != null) {
        origins.addAll(measured.origins());
      }
    }

    void addUnknown(TaskSegment run) {
      seconds += secondsOf(run.length());
    }

    private void pay(double share, MeasuredTotals measured) {
      Double amount = measured.cost();
      String in = measured.currency();
      boolean same = currency == null || in == null || currency.equals(in);
      cost = cost == null || amount == null || !same ? null : Double.valueOf(cost + share * amount);
      currency = cost == null ? null : in == null ? currency : in;
    }
  }
}
