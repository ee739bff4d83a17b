package io.kilowatch.benchmarks.scheduler;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** The command line of the forecasts' errors. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Shows the hours of each zone to the forecaster one by one, as the service does, has it"
            + " forecast after each hour but those of the first days, and prints the mean absolute"
            + " error in per cent of what was observed, by zone, method and hours ahead.")
public final class ForecastCommand implements Callable<Integer> {

  private static final long HOUR_SECONDS = 3600;
  private static final int DAY_HOURS = 24;

  @Option(
      names = "--intensity",
      required = true,
      description = "timestamp_utc,<zone>,...: gCO2eq/kWh, a row an hour, without gaps")
  private Path file = Path.of("");

  @Option(names = "--learn-days", description = "after which forecasts count")
  private int learnDays = 365;

  @Option(names = "--zones", split = ",", description = "only these")
  private List<String> zones = List.of();

  @Override
  public Integer call() throws IOException {
    List<CsvRow> rows = CsvRow.all(file);
    List<String> columns = rows.getFirst().columns();
    List<String> wanted = zones.isEmpty() ? columns.subList(1, columns.size()) : zones;
    long firstHour = hour(rows.getFirst());
    for (int i = 0; i < rows.size(); i++) {
      if (hour(rows.get(i)) != firstHour + i) {
        throw new IOException(file + ":" + rows.get(i).line() + " is not the next hour");
      }
    }
    List<ForecastErrors> all = new ArrayList<>();
    for (String zone : wanted) {
      double[] grams = rows.stream().mapToDouble(row -> row.number(zone)).toArray();
      ForecastErrors errors = ForecastErrors.of(firstHour, grams, learnDays * DAY_HOURS);
      print(zone, errors);
      all.add(errors);
    }
    print("all", ForecastErrors.mean(all));
    return 0;
  }

  private static void print(String zone, ForecastErrors errors) {
    errors
        .lines(zone)
        .forEach(line -> System.out.println(JsonMapper.shared().writeValueAsString(line)));
  }

  private static long hour(CsvRow row) {
    Instant at = Instant.ofEpochSecond(row.time("timestamp_utc"));
    return at.getEpochSecond() / HOUR_SECONDS;
  }
}
