package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.simulation.Audit;
import io.kilowatch.scheduler.simulation.Instance;
import io.kilowatch.scheduler.simulation.NoisyForecasts;
import io.kilowatch.scheduler.simulation.Policy;
import io.kilowatch.scheduler.simulation.PolicyName;
import io.kilowatch.scheduler.simulation.Simulation;
import io.kilowatch.scheduler.simulation.Simulation.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The command line of the scheduler's benchmark. */
@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Plays an instance under each policy, its tasks revealed when they are submitted, and prints a"
          + " line of JSON for each. Exit code 1: a placement breaks a rule of the instance.",
      "An instance is a directory with tasks.csv, fleet.csv, intensity.csv and bound.json."
    })
public final class SchedulerCommand implements Callable<Integer> {

  private static final double NANOS = 1e9;

  @Option(names = "--instance", required = true, description = "the directory of the instance")
  private Path directory = Path.of("");

  @Option(
      names = "--noise",
      description = "standard deviation of the forecast's relative error, per zone and hour")
  private double noise = 0.1;

  @Option(names = "--seed", description = "of the forecast's errors")
  private long seed = 1;

  @Option(names = "--policies", split = ",", description = "which of ${COMPLETION-CANDIDATES}")
  private List<PolicyName> policies =
      List.of(
          PolicyName.ROUND_ROBIN,
          PolicyName.LOWEST_NOW,
          PolicyName.BEST_WINDOW,
          PolicyName.KILOWATCH);

  @Option(
      names = "--insertions",
      description = "that offline tries for each task: ten times as many take ten times as long")
  private int insertions = PolicyName.OFFLINE_INSERTIONS_A_TASK;

  @Option(
      names = "--out",
      description =
          "file for kilowatch's placement as taskId,serverId,start,end; those of other policies"
              + " go beside it with the policy in their names")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    InstanceDirectory files = new InstanceDirectory(directory);
    Instance instance = files.read();
    double boundKg = files.boundKg();
    boolean sound = true;
    for (PolicyName name : policies) {
      sound &= run(instance, name, boundKg);
    }
    return sound ? 0 : 1;
  }

  private boolean run(Instance instance, PolicyName name, double boundKg) throws IOException {
    NoisyForecasts forecasts = new NoisyForecasts(instance.observed(), noise, seed);
    long before = System.nanoTime();
    Policy policy = name.on(instance, forecasts, insertions);
    Outcome outcome = new Simulation(instance, forecasts).run(policy);
    double seconds = (System.nanoTime() - before) / NANOS;
    Audit.Report report = Audit.of(instance, outcome.placements());
    PolicyLine line = PolicyLine.of(name.toString(), outcome, report, boundKg, seconds);
    System.out.println(JsonMapper.shared().writeValueAsString(line));
    report.violations().forEach(System.err::println);
    if (out != null) {
      PlacementCsv.write(fileOf(out, name), instance, outcome.placements());
    }
    return report.violations().isEmpty();
  }

  private static Path fileOf(Path out, PolicyName name) throws IOException {
    if (Files.isDirectory(out)) {
      return out.resolve(name + ".csv");
    }
    if (name == PolicyName.KILOWATCH) {
      return out;
    }
    String file = String.valueOf(out.getFileName()).replaceFirst("\\.csv$", "");
    return out.resolveSibling(file + "." + name + ".csv");
  }
}
