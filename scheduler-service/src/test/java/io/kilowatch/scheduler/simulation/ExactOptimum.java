package io.kilowatch.scheduler.simulation;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Instance.Submission;

/**
 * The least that an instance can emit above standby, as an integer program. All of its times are
 * full hours, so that some best schedule has all of its own on full hours too.
 */
final class ExactOptimum {

  private static final long HOUR_SECONDS = 3600;
  private static final double WATT_HOURS_PER_KWH = 1000;

  static {
    Loader.loadNativeLibraries();
  }

  private final Instance instance;
  private final Fleet fleet;
  private final IntensityForecast observed;
  private final MPSolver solver = MPSolver.createSolver("SCIP");

  /** By server and hour: that the cores of its tasks are those in use. */
  private final MPConstraint[][] load;

  private ExactOptimum(Instance instance) {
    this.instance = instance;
    this.fleet = instance.fleet();
    this.observed = instance.observed().forZones(fleet.zones());
    this.load = new MPConstraint[fleet.size()][observed.hours()];
  }

  static double grams(Instance instance) {
    return new ExactOptimum(instance).solve();
  }

  private double solve() {
    MPObjective emissions = solver.objective();
    emissions.setMinimization();
    for (int server = 0; server < fleet.size(); server++) {
      for (int hour = 0; hour < observed.hours(); hour++) {
        load[server][hour] = loadOf(server, hour, emissions);
      }
    }
    for (Submission submission : instance.submissions()) {
      if (submission.task().interruptible()) {
        addHours(submission.task());
      } else {
        addBlock(submission.task());
      }
    }
    MPSolver.ResultStatus status = solver.solve();
    if (status != MPSolver.ResultStatus.OPTIMAL) {
      throw new IllegalStateException("no optimum: " + status);
    }
    return emissions.value();
  }

  private MPConstraint loadOf(int number, int hour, MPObjective emissions) {
    Server server = fleet.server(number);
    double intensity = observed.gramsPerKwhAt(fleet.zoneOf(fleet.siteOf(number)), timeOf(hour));
    MPConstraint one = solver.makeConstraint(1, 1);
    MPConstraint cores = solver.makeConstraint(0, 0);
    for (int inUse = 0; inUse <= server.cores(); inUse++) {
      MPVariable is = solver.makeBoolVar("");
      one.setCoefficient(is, 1);
      cores.setCoefficient(is, -inUse);
      double watts = (server.wattsAt(inUse) - server.wattsAt(0)) * server.site().pue();
      emissions.setCoefficient(is, watts * intensity / WATT_HOURS_PER_KWH);
    }
    return cores;
  }

  private void addBlock(TaskDemand task) {
    MPConstraint once = solver.makeConstraint(1, 1);
    for (int server = 0; server < fleet.size(); server++) {
      for (int start = hourOf(task.earliestStart());
          task.allows(fleet.server(server).site())
              && timeOf(start) + task.durationSeconds() <= task.deadline();
          start++) {
        MPVariable begins = solver.makeBoolVar("");
        once.setCoefficient(begins, 1);
        for (int hour = start; hour < start + hoursOf(task); hour++) {
          load[server][hour].setCoefficient(begins, task.cores());
        }
      }
    }
  }

  private void addHours(TaskDemand task) {
    MPVariable[] at = new MPVariable[fleet.sites().size()];
    MPConstraint oneSite = solver.makeConstraint(1, 1);
    for (int site = 0; site < at.length; site++) {
      at[site] = solver.makeBoolVar("");
      oneSite.setCoefficient(at[site], 1);
    }
    MPConstraint all = solver.makeConstraint(hoursOf(task), hoursOf(task));
    for (int hour = hourOf(task.earliestStart()); timeOf(hour) < task.deadline(); hour++) {
      MPConstraint oneServer = solver.makeConstraint(0, 1);
      for (int server = 0; server < fleet.size(); server++) {
        if (task.allows(fleet.server(server).site())) {
          MPVariable runs = solver.makeBoolVar("");
          all.setCoefficient(runs, 1);
          oneServer.setCoefficient(runs, 1);
          MPConstraint there = solver.makeConstraint(-1, 0);
          there.setCoefficient(runs, 1);
          there.setCoefficient(at[fleet.siteOf(server)], -1);
          load[server][hour].setCoefficient(runs, task.cores());
        }
      }
    }
  }

  private static int hoursOf(TaskDemand task) {
    return Math.toIntExact(task.durationSeconds() / HOUR_SECONDS);
  }

  private int hourOf(long time) {
    return Math.toIntExact((time - observed.start()) / HOUR_SECONDS);
  }

  private long timeOf(int hour) {
    return observed.start() + hour * HOUR_SECONDS;
  }
}
