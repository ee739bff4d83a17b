package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Audit;
import io.kilowatch.scheduler.simulation.Instance;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import io.kilowatch.scheduler.simulation.NoisyForecasts;
import io.kilowatch.scheduler.simulation.PolicyName;
import io.kilowatch.scheduler.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * What waiting for cleaner electricity saves where there is always a free core: the setting of GAIA
 * (Hanafy et al., Going Green for Less Green, ASPLOS 2024) and of its published figures.
 */
@Command(
    name = "scheduler-waiting",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Lets the jobs of a trace wait on one grid without limits, 1 W a core, and prints their"
            + " emissions relative to starting at once.")
public final class WaitingCommand implements Callable<Integer> {

  private static final long HOUR_SECONDS = 3600;
  private static final long SHORT_JOB_SECONDS = 2 * HOUR_SECONDS;
  private static final long SHORT_WAIT_SECONDS = 6 * HOUR_SECONDS;
  private static final long LONG_WAIT_SECONDS = 24 * HOUR_SECONDS;

  @Option(names = "--jobs", required = true, description = "arrival_time,length,cpus; seconds")
  private Path jobs = Path.of("");

  @Option(names = "--intensity", required = true, description = "a header and a value an hour")
  private Path intensity = Path.of("");

  @Option(names = "--first-hour", description = "the first line of the intensities that counts")
  private int firstHour = 7000;

  @Option(names = "--hours", description = "how many count")
  private int hours = 720;

  @Option(names = "--noise", description = "the forecast's relative error")
  private double noise = 0.1;

  @Option(names = "--seed", description = "of the forecast's errors")
  private long seed = 1;

  /**
   * What is printed.
   *
   * @param relativeEmissions to starting at once
   */
  record Line(String policy, double relativeEmissions, int missedDeadlines, int refused) {}

  @Override
  public Integer call() throws IOException {
    List<Submission> submissions = submissions();
    IntensityForecast observed = observed();
    Instance instance = new Instance(fleet(submissions), submissions, observed);
    NoisyForecasts forecasts = new NoisyForecasts(observed, noise, seed);
    double atOnce = grams(instance, forecasts, PolicyName.LOWEST_NOW, Double.NaN);
    grams(instance, forecasts, PolicyName.KILOWATCH, atOnce);
    return 0;
  }

  private static double grams(
      Instance instance, NoisyForecasts forecasts, PolicyName name, double atOnceGrams)
      throws IOException {
    Simulation.Outcome outcome =
        new Simulation(instance, forecasts).run(name.on(instance, forecasts));
    Audit.Report report = Audit.of(instance, outcome.placements());
    if (!report.violations().isEmpty()) {
      throw new IOException(String.join("; ", report.violations()));
    }
    if (!Double.isNaN(atOnceGrams)) {
      double relative = report.aboveStandbyGrams() / atOnceGrams;
      Line line = new Line(name.toString(), relative, report.missed(), outcome.refused().size());
      System.out.println(JsonMapper.shared().writeValueAsString(line));
    }
    return report.aboveStandbyGrams();
  }

  private List<Submission> submissions() throws IOException {
    List<Submission> submissions = new ArrayList<>();
    for (CsvRow row : CsvRow.all(jobs)) {
      long arrival = Math.round(row.number("arrival_time"));
      long length = Math.round(row.number("length"));
      long wait = length < SHORT_JOB_SECONDS ? SHORT_WAIT_SECONDS : LONG_WAIT_SECONDS;
      TaskDemand task =
          new TaskDemand(
              "job-" + submissions.size(),
              row.integer("cpus"),
              length,
              arrival,
              arrival + length + wait,
              true,
              Set.of(),
              Set.of());
      submissions.add(new Submission(task, arrival));
    }
    return submissions;
  }

  private IntensityForecast observed() throws IOException {
    List<String> lines = Files.readAllLines(intensity);
    double[][] grams = new double[1][hours];
    for (int hour = 0; hour < hours; hour++) {
      grams[0][hour] = Double.parseDouble(lines.get(1 + firstHour + hour));
    }
    return new IntensityForecast(List.of("grid"), 0, grams);
  }

  /** One server that holds all jobs at once and draws 1 W for each core in use. */
  private static Fleet fleet(List<Submission> submissions) {
    int cores = submissions.stream().mapToInt(s -> s.task().cores()).sum();
    Site site = new Site("site", "grid", 1);
    return new Fleet(List.of(new Server("all", site, cores, 0, PowerCurve.between(0, cores))));
  }
}
