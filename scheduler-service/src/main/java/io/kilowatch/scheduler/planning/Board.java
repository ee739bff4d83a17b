package io.kilowatch.scheduler.planning;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.scheduler.plan.Decision;
import io.kilowatch.scheduler.plan.Decision.Placed;
import io.kilowatch.scheduler.plan.Decision.Reason;
import io.kilowatch.scheduler.plan.Decision.Refused;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Planner;
import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.task.Choice;
import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import io.kilowatch.scheduler.task.TaskStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that has been planned and not ended, with the planner that planned it.
 *
 * <p>What is in the store counts: each change is written before anything follows from it, and
 * refused there if somebody else, or a planner with a higher fence, has written meanwhile. After a
 * failure the board is of no use any more; another one is made from the store. For one thread.
 */
public final class Board {

  private static final Logger LOG = LoggerFactory.getLogger(Board.class);

  /** With which plans are improved: see the figures in ADR 0011. */
  private static final int INSERTIONS = 500;

  private final long fence;
  private final TaskStore store;
  private final Directory directory;
  private final Fleet fleet;
  private final Servers servers;
  private final Planner planner;
  private final Lessons lessons;
  private final Map<String, Task> tasks = new LinkedHashMap<>();

  /** The planner's plans of which the store knows. */
  private final Map<String, List<Segment>> known = new HashMap<>();

  private IntensityForecast forecast;

  Board(
      long fence,
      TaskStore store,
      Directory directory,
      Fleet fleet,
      Planner planner,
      IntensityForecast forecast) {
    this.fence = fence;
    this.store = store;
    this.directory = directory;
    this.fleet = fleet;
    this.servers = new Servers(fleet);
    this.planner = planner;
    this.lessons = new Lessons(store);
    this.forecast = forecast;
  }

  public long fence() {
    return fence;
  }

  public Fleet fleet() {
    return fleet;
  }

  boolean knowsServer(String id) {
    return servers.knows(id);
  }

  /** All of them as they are now; what changes later is not seen in it. */
  public List<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  /** Places a task that was submitted, or refuses it. */
  public void place(Task submitted, Instant now) {
    long seconds = lessons.seconds(submitted.ownerId(), submitted.order(), Seconds.of(now));
    Task task = submitted.lasting(seconds);
    ServerLoads beside = loads();
    Answer answer = submit(Demands.whole(task), Seconds.of(now));
    TaskDemand demand = answer.asked();
    Choices choices = new Choices(beside, forecast, demand, Seconds.of(now));
    switch (answer.decision()) {
      case Refused(Reason reason) -> {
        String why = Refusals.inWords(reason, task.order());
        var _ = store.write(task.refused(Refusals.field(reason), why, now), fence);
      }
      case Placed placed -> {
        // What was moved for it comes first: two tasks must not have the same cores in the store.
        writeMoved(now);
        Optional<Choice> runNow = choices.runNow();
        Estimate estimate =
            new Estimate(
                placed.grams(),
                beside.shareKilowattHours(demand.cores(), placed.segments()),
                runNow.orElse(null),
                runNow.map(choice -> shareKilowattHours(beside, task, choice)).orElse(null),
                choices.bestOfSites(),
                now);
        List<TaskSegment> segments = servers.inStore(placed.segments());
        store
            .write(task.planned(segments, estimate), fence)
            .ifPresentOrElse(
                written -> taken(written, placed.segments()), () -> forget(task.id(), now));
      }
    }
  }

  /**
   * What the planner said.
   *
   * @param asked what it was asked for
   */
  private record Answer(TaskDemand asked, Decision decision) {}

  /** With time to spare before the deadline if there is room. */
  private Answer submit(TaskDemand demand, long now) {
    TaskDemand reserved = Leeway.reserved(demand, now);
    if (!reserved.equals(demand) && planner.place(reserved, now) instanceof Placed placed) {
      planner.remember(demand, now);
      return new Answer(reserved, placed);
    }
    return new Answer(demand, planner.submit(demand, now));
  }

  private double shareKilowattHours(ServerLoads beside, Task task, Choice choice) {
    TaskSegment where = new TaskSegment(choice.serverId(), choice.start(), choice.end());
    return beside.shareKilowattHours(task.order().cores(), servers.inPlanner(List.of(where)));
  }

  private void taken(Task task, List<Segment> segments) {
    tasks.put(task.id(), task);
    known.put(task.id(), segments);
  }

  /** Gives back what a task holds that somebody has cancelled. */
  public void settle(Task cancelled, Instant now) {
    forget(cancelled.id(), now);
    var _ = store.write(cancelled.settled(), fence);
  }

  /**
   * Writes what has become of a task.
   *
   * @return as it is kept; empty if somebody else has written it, and that counts
   */
  public Optional<Task> write(Task changed, Instant now) {
    Optional<Task> written = store.write(changed, fence);
    Optional<Task> kept = written.isPresent() ? written : store.find(changed.id());
    kept.filter(task -> task.state().isActive())
        .ifPresentOrElse(task -> tasks.put(task.id(), task), () -> forget(changed.id(), now));
    return written;
  }

  private void forget(String id, Instant now) {
    tasks.remove(id);
    known.remove(id);
    planner.release(id, Seconds.of(now));
  }

  /** Goes by a newer forecast, and moves what has not begun to where it emits less. */
  public void improve(IntensityForecast newer, Instant now) {
    forecast = newer;
    planner.forecastChanged(newer, Seconds.of(now));
    planner.improve(Seconds.of(now), INSERTIONS);
    writeMoved(now);
  }

  /**
   * Lets a task that runs and has nothing else planned run on. What was planned there and does not
   * run makes way.
   *
   * @return those that find no place any more, and are missed
   */
  public List<Task> extend(Task running, TaskSegment more, Instant now) {
    Task longer = running.replanned(more.end(), List.of());
    if (write(longer, now).isEmpty()) {
      return List.of();
    }
    planner.release(running.id(), Seconds.of(now));
    if (hold(running, List.of(more), now)) {
      return List.of();
    }
    List<Task> inTheWay = waitingBeside(servers.inPlanner(List.of(more)).getFirst());
    inTheWay.forEach(task -> planner.release(task.id(), Seconds.of(now)));
    if (!hold(running, List.of(more), now)) {
      // Others that run have the cores. It runs all the same, so the server has more than it can.
      LOG.info("{} overruns on a server that is taken", running.id());
    }
    return placeAgain(inTheWay, now);
  }

  private List<Task> waitingBeside(Segment more) {
    return tasks.values().stream()
        .filter(task -> task.state() != TaskState.RUNNING)
        .filter(task ->
            known.getOrDefault(task.id(), List.of()).stream()
                .anyMatch(segment ->
                    segment.server() == more.server()
                        && segment.start() < more.end()
                        && more.start() < segment.end()))
        .toList();
  }

  /** Takes a task as it is kept; what is left of its plan need not be held yet. */
  void take(Task task) {
    tasks.put(task.id(), task);
  }

  /** Has the planner hold what is left of a task's plan, unless the cores are taken. */
  boolean hold(Task task, List<TaskSegment> left, Instant now) {
    boolean held = adopt(task, left, now);
    if (held) {
      known.put(task.id(), servers.inPlanner(left));
    }
    return held;
  }

  /** Has the planner hold what becomes the rest of a task's plan, unless the cores are taken. */
  boolean adopt(Task task, List<TaskSegment> left, Instant now) {
    List<Segment> segments = servers.inPlanner(left);
    TaskDemand demand = Demands.rest(task, left, directory);
    TaskDemand reserved = Leeway.reserved(demand, Seconds.of(now));
    boolean spares = segments.isEmpty() || segments.getLast().end() <= reserved.deadline();
    return planner.adopt(spares ? reserved : demand, segments, Seconds.of(now));
  }

  /**
   * Plans anew what waits and could not begin in time: to begin it late would cost it the time that
   * has passed.
   *
   * @return those that find no place any more, and are missed
   */
  public List<Task> planAnew(List<Task> late, Instant now) {
    late.forEach(task -> planner.release(task.id(), Seconds.of(now)));
    return late.isEmpty() ? late : placeAgain(late, now);
  }

  private List<Task> placeAgain(List<Task> released, Instant now) {
    List<Task> missed = new ArrayList<>();
    for (Task task : released) {
      placeAgain(task, task.progress().plan(), now).ifPresent(missed::add);
    }
    writeMoved(now);
    return missed;
  }

  /**
   * Plans anew what is left of a task that the planner does not hold.
   *
   * @return the task if it finds no place any more, and is missed
   */
  Optional<Task> placeAgain(Task task, List<TaskSegment> left, Instant now) {
    return placeRest(task, left, now)
        .flatMap(reason -> write(task.missed(Refusals.inWords(reason, task.order()), now), now));
  }

  /**
   * Has the planner place what is left of a task that it does not hold; one that is a little too
   * late for as long as there is time for.
   *
   * @return why it can't
   */
  Optional<Reason> placeRest(Task task, List<TaskSegment> left, Instant now) {
    TaskDemand rest = Demands.rest(task, left, directory);
    long at = Seconds.of(now);
    TaskDemand reserved = Leeway.reserved(rest, at);
    if (!reserved.equals(rest) && planner.place(reserved, at) instanceof Placed) {
      return Optional.empty();
    }
    return planner.place(Leeway.shortened(rest, at).orElse(rest), at)
            instanceof Refused(Reason reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** Writes what the planner has moved since the last time. */
  void writeMoved(Instant now) {
    Map<String, List<Segment>> plans = planner.plans();
    ServerLoads loads = loads();
    plans.forEach((id, segments) -> {
      Task task = tasks.get(id);
      if (task != null && !segments.equals(known.put(id, segments))) {
        writeMoved(task, segments, loads, now);
      }
    });
  }

  private void writeMoved(Task task, List<Segment> segments, ServerLoads loads, Instant now) {
    Movement movement = Movement.of(task, servers.inStore(segments), now);
    if (movement.changes(task)) {
      Task moved = task.replanned(movement.currentEnd(), movement.plan());
      var _ = write(task.progress().hasBegun() ? moved : expecting(moved, segments, loads), now);
    }
  }

  /** Of one that has begun the segments are the rest alone. */
  private Task expecting(Task moved, List<Segment> segments, ServerLoads loads) {
    ServerLoads.Added added = loads.addedBy(moved.order().cores(), segments, forecast);
    return moved.expecting(added.grams(), added.shareKilowattHours());
  }

  private ServerLoads loads() {
    ServerLoads loads = new ServerLoads(fleet);
    planner
        .plans()
        .forEach((id, segments) -> {
          Task task = tasks.get(id);
          if (task != null) {
            loads.add(task.order().cores(), segments);
          }
        });
    return loads;
  }
}
