package io.kilowatch.scheduler.policy;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.fleet.FleetForecast;
import io.kilowatch.scheduler.fleet.FleetSource;
import io.kilowatch.scheduler.intensity.IntensityHistory;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.planning.Demands;
import io.kilowatch.scheduler.policy.SimulationController.SimulationAnswer;
import io.kilowatch.scheduler.simulation.Audit;
import io.kilowatch.scheduler.simulation.Instance;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import io.kilowatch.scheduler.simulation.NoisyForecasts;
import io.kilowatch.scheduler.simulation.PolicyName;
import io.kilowatch.scheduler.simulation.Simulation;
import io.kilowatch.scheduler.simulation.Simulation.Outcome;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskRequest;
import io.kilowatch.scheduler.task.TaskStore;
import io.kilowatch.scheduler.task.TaskStore.Submitted;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Plays tasks on the fleet as it is now. */
@Component
class TaskPlayer {

  static final int MOST_TASKS = 2_000;

  private static final Duration UNTIL_LOADED = Duration.ofSeconds(2);

  /** Which errors forecasts have; any would do, and the same for all policies. */
  private static final long SEED = 1;

  private final TaskStore store;
  private final FleetSource fleets;
  private final FleetForecast forecasts;

  TaskPlayer(TaskStore store, FleetSource fleets, IntensityHistory history) {
    this.store = store;
    this.fleets = fleets;
    this.forecasts = new FleetForecast(history);
  }

  /**
   * Plays them under each policy.
   *
   * @throws ProblemException 400 if they are too many, 503 while no server is known
   */
  SimulationAnswer play(SimulationOrder order) {
    List<Task> given = order.tasks();
    List<Submission> tasks =
        given == null
            ? submitted(order.range())
            : given.stream().map(TaskPlayer::submission).toList();
    List<Server> servers = fleets.servers();
    if (servers.isEmpty()) {
      throw ProblemException.unavailable("No server is known here yet.", UNTIL_LOADED);
    }
    Instance instance = instance(new Fleet(servers), tasks, order);
    NoisyForecasts known = new NoisyForecasts(instance.observed(), order.forecastError(), SEED);
    return new SimulationAnswer(
        tasks.size(),
        order.policies().stream().map(policy -> play(policy, instance, known)).toList());
  }

  private List<Submission> submitted(TimeRange range) {
    List<Submitted> tasks = store.submittedBetween(range.from(), range.to(), MOST_TASKS + 1);
    if (tasks.size() > MOST_TASKS) {
      throw ProblemException.badRequest(
          "to", "leaves more than " + MOST_TASKS + " tasks in the range");
    }
    return tasks.stream().map(TaskPlayer::submission).toList();
  }

  private Instance instance(Fleet fleet, List<Submission> tasks, SimulationOrder order) {
    IntensityForecast observed =
        forecasts.between(
            fleet.zones(), order.range().from(), order.range().to().plus(TaskRequest.FARTHEST));
    return new Instance(fleet, tasks, observed);
  }

  private static Submission submission(Task task) {
    return new Submission(Demands.whole(task), task.submittedAt().getEpochSecond());
  }

  private static Submission submission(Submitted task) {
    return new Submission(
        Demands.whole(task.id(), task.order(), task.plannedSeconds()),
        task.submittedAt().getEpochSecond());
  }

  private static PolicyResult play(PolicyName policy, Instance instance, NoisyForecasts known) {
    Outcome outcome = new Simulation(instance, known).run(policy.on(instance, known));
    return PolicyResult.of(policy, outcome, Audit.of(instance, outcome.placements()));
  }
}
