package io.kilowatch.scheduler;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.scheduler.execution.Runner;
import io.kilowatch.scheduler.fleet.FleetForecast;
import io.kilowatch.scheduler.fleet.FleetSource;
import io.kilowatch.scheduler.lease.Lease;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.planning.Restoration;
import io.kilowatch.scheduler.task.PlannerCalled;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskState;
import io.kilowatch.scheduler.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Plans and runs tasks, four times a second, as long as this replica has the lease. */
@Component
final class SchedulerRounds extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(SchedulerRounds.class);
  private static final long PAUSE_MILLIS = 250;
  private static final int MOST_AT_ONCE = 100;

  /** What is due meanwhile waits so long at most. */
  private static final Duration LONGEST_ANSWERING = Duration.ofMillis(500);

  private static final Duration STRAYS_EVERY = Duration.ofSeconds(10);

  private final Lease lease;
  private final Directory directory;
  private final FleetSource fleets;
  private final FleetForecast forecasts;
  private final Restoration restoration;
  private final Runner runner;
  private final TaskStore store;
  private final Clock clock;

  private @Nullable Board board;
  private List<Server> servers = List.of();
  private long forecastVersion;
  private long lookedForStrays = System.nanoTime();

  SchedulerRounds(
      Lease lease,
      Directory directory,
      FleetSource fleets,
      FleetForecast forecasts,
      Restoration restoration,
      Runner runner,
      TaskStore store,
      Clock clock) {
    super("scheduler", PAUSE_MILLIS);
    this.lease = lease;
    this.directory = directory;
    this.fleets = fleets;
    this.forecasts = forecasts;
    this.restoration = restoration;
    this.runner = runner;
    this.store = store;
    this.clock = clock;
  }

  @EventListener
  void called(PlannerCalled call) {
    roundNow();
  }

  /** What fails leaves the store as it is, and the next round begins with that. */
  @Override
  protected void round() {
    OptionalLong fence = lease.fence();
    Board current = board;
    board = null;
    if (fence.isPresent()) {
      board = round(current, fence.getAsLong());
    }
  }

  /** The board to go on with; null while the fleet is not known. */
  private @Nullable Board round(@Nullable Board before, long fence) {
    // 1. Know the fleet: of one without a server everything is missed or refused.
    if (!directory.loaded()) {
      return null;
    }
    Instant now = clock.instant();
    List<Server> newest = fleets.servers();
    // 2. Have a board that is of it.
    boolean isCurrent = before != null && before.fence() == fence && newest.equals(servers);
    Board current = before != null && isCurrent ? before : restored(fence, newest, now);
    // 3. Let what runs end, pause and begin.
    runner.step(current, now);
    // 4. Follow the forecast.
    long version = forecasts.version(now);
    if (!isCurrent || version != forecastVersion) {
      current.improve(forecasts.forPlanner(current.fleet().zones(), now), now);
      forecastVersion = version;
    }
    // 5. Look at what is new.
    long began = System.nanoTime();
    for (Task task : store.awaitingPlanner(MOST_AT_ONCE)) {
      if (System.nanoTime() - began > LONGEST_ANSWERING.toNanos()) {
        roundNow();
        break;
      }
      answer(current, task, clock.instant());
    }
    // 6. Begin anew if a forerunner that did not know better has planned something meanwhile.
    return straysLookedFor(fence) ? null : current;
  }

  private boolean straysLookedFor(long fence) {
    if (System.nanoTime() - lookedForStrays < STRAYS_EVERY.toNanos()) {
      return false;
    }
    lookedForStrays = System.nanoTime();
    return store.hasStrays(fence);
  }

  private Board restored(long fence, List<Server> newest, Instant now) {
    Fleet fleet = new Fleet(newest);
    Board restored = restoration.board(fence, fleet, forecasts.forPlanner(fleet.zones(), now), now);
    LOG.info("{} tasks on {} servers", restored.tasks().size(), fleet.size());
    runner.resume(restored);
    servers = newest;
    return restored;
  }

  private void answer(Board current, Task task, Instant now) {
    if (task.state() == TaskState.SUBMITTED) {
      current.place(task, now);
    } else {
      current.settle(task, now);
      runner.cancelled(task);
    }
  }
}
