package io.kilowatch.benchmarks.scheduler;

import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.plan.TaskDemand;
import io.kilowatch.scheduler.simulation.Instance;
import io.kilowatch.scheduler.simulation.Instance.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** An instance as a directory: {@code tasks.csv, fleet.csv, intensity.csv, bound.json}. */
final class InstanceDirectory {

  private static final int CURVE_POINTS = 11;

  private final Path directory;

  InstanceDirectory(Path directory) {
    this.directory = directory;
  }

  Instance read() throws IOException {
    return new Instance(fleet(), submissions(), intensity());
  }

  /** What no schedule can emit less than above standby, in kg; not a number without bound.json. */
  double boundKg() throws IOException {
    Path file = directory.resolve("bound.json");
    return Files.exists(file)
        ? JsonMapper.shared().readTree(file).path("task_lower_bound_kg").asDouble(Double.NaN)
        : Double.NaN;
  }

  private List<Submission> submissions() throws IOException {
    List<Submission> submissions = new ArrayList<>();
    for (CsvRow row : CsvRow.all(directory.resolve("tasks.csv"))) {
      TaskDemand task =
          new TaskDemand(
              row.text("id"),
              row.integer("cores"),
              row.integer("duration_seconds"),
              row.time("earliest_start"),
              row.time("deadline"),
              Boolean.parseBoolean(row.text("interruptible")),
              row.words("allowed_zones"),
              Set.of());
      submissions.add(new Submission(task, row.time("submitted")));
    }
    return submissions;
  }

  private Fleet fleet() throws IOException {
    List<Server> servers = new ArrayList<>();
    Map<String, Site> sites = new LinkedHashMap<>();
    for (CsvRow row : CsvRow.all(directory.resolve("fleet.csv"))) {
      String zone = row.text("zone");
      double pue = row.number("pue");
      Site site = sites.computeIfAbsent(zone, name -> new Site(name, name, pue));
      List<Double> watts = new ArrayList<>();
      for (int i = 0; i < CURVE_POINTS; i++) {
        watts.add(row.number("w" + i * 10));
      }
      servers.add(
          new Server(
              row.text("id"),
              site.pue() == pue ? site : new Site(zone, zone, pue),
              row.integer("cores"),
              row.number("standby_watts"),
              new PowerCurve(watts)));
    }
    return new Fleet(servers);
  }

  private IntensityForecast intensity() throws IOException {
    List<CsvRow> rows = CsvRow.all(directory.resolve("intensity.csv"));
    List<String> zones = rows.getFirst().columns().stream().skip(1).toList();
    double[][] grams = new double[zones.size()][rows.size()];
    for (int hour = 0; hour < rows.size(); hour++) {
      for (int zone = 0; zone < zones.size(); zone++) {
        grams[zone][hour] = rows.get(hour).number(zones.get(zone));
      }
    }
    long start = Instant.parse(rows.getFirst().text("timestamp_utc")).getEpochSecond();
    return new IntensityForecast(zones, start, grams);
  }
}
