package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.simulation.Instance;
import io.kilowatch.scheduler.simulation.OfflineBound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The command line of the offline bound. */
@Command(
    name = "scheduler-bound",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Prints what no schedule of an instance can emit less than, above standby, even if it knows"
            + " all tasks and intensities from the start; tighter than bound.json, whose tasks may be"
            + " split and moved freely.")
public final class BoundCommand implements Callable<Integer> {

  @Option(names = "--instance", required = true, description = "the directory of the instance")
  private Path directory = Path.of("");

  @Option(names = "--rounds", description = "of the relaxation; more make the bound tighter")
  private int rounds = 2_000;

  /**
   * What is printed.
   *
   * @param abovePercent how much more the bound is than that of bound.json
   */
  record Line(double boundKg, double abovePercent) {}

  @Override
  public Integer call() throws IOException {
    InstanceDirectory files = new InstanceDirectory(directory);
    Instance instance = files.read();
    double kg = OfflineBound.grams(instance, rounds) / 1000;
    Line line = new Line(kg, (kg / files.boundKg() - 1) * 100);
    System.out.println(JsonMapper.shared().writeValueAsString(line));
    return 0;
  }
}
