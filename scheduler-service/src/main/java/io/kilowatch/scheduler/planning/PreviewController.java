package io.kilowatch.scheduler.planning;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.scheduler.fleet.FleetForecast;
import io.kilowatch.scheduler.fleet.FleetSource;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.task.Choice;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskRequest;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskStore;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says what a task would add at which times, without taking it; for everybody who is signed in. Any
 * replica answers, from the store.
 */
@RestController
class PreviewController {

  private static final Duration UNTIL_LOADED = Duration.ofSeconds(2);

  private final FleetSource fleets;
  private final FleetForecast forecasts;
  private final TaskStore store;
  private final Lessons lessons;
  private final Directory directory;
  private final Clock clock;

  PreviewController(
      FleetSource fleets,
      FleetForecast forecasts,
      TaskStore store,
      Directory directory,
      Clock clock) {
    this.fleets = fleets;
    this.forecasts = forecasts;
    this.store = store;
    this.lessons = new Lessons(store);
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * What could be done with a task, in one piece, beside all that is planned.
   *
   * @param learnedDuration ISO 8601: for how long it would be planned, as the caller's last tasks
   *     of its name have taught; null if that is as long as is expected of it
   * @param runNow begun as soon as there is room; null if that misses the deadline
   * @param hours the best for each hour in which it could begin, in order of time
   * @param sites the best of each site, the least grams first; none of them: it would be refused
   */
  record Preview(
      @Nullable String learnedDuration,
      @Nullable Choice runNow,
      List<Choice> hours,
      List<Choice> sites) {}

  @PostMapping("/api/v1/plan/preview")
  @Operation(summary = "The best times and places for a task that is not submitted")
  Preview preview(CurrentUser user, @RequestBody TaskRequest request) {
    Instant now = clock.instant();
    TaskOrder order = request.checked(directory, now);
    if (!directory.loaded()) {
      throw ProblemException.unavailable("The fleet is not known here yet.", UNTIL_LOADED);
    }
    Fleet fleet = new Fleet(fleets.servers());
    IntensityForecast forecast =
        forecasts.between(fleet.zones(), now, now.plus(TaskRequest.FARTHEST));
    long seconds = lessons.seconds(user.id(), order, Seconds.of(now));
    TaskDemand demand = Leeway.reserved(Demands.whole("preview", order, seconds), Seconds.of(now));
    Choices choices = new Choices(loads(fleet, now), forecast, demand, Seconds.of(now));
    return new Preview(
        seconds == order.expectedSeconds() ? null : Duration.ofSeconds(seconds).toString(),
        choices.runNow().orElse(null),
        choices.bestOfHours(),
        choices.bestOfSites());
  }

  private ServerLoads loads(Fleet fleet, Instant now) {
    Servers servers = new Servers(fleet);
    ServerLoads loads = new ServerLoads(fleet);
    store
        .planned()
        .forEach(task -> {
          List<TaskSegment> left =
              task.progress().segments().stream()
                  .filter(segment -> segment.end().isAfter(now))
                  .filter(segment -> servers.knows(segment.serverId()))
                  .toList();
          loads.add(task.order().cores(), servers.inPlanner(left));
        });
    return loads;
  }
}
