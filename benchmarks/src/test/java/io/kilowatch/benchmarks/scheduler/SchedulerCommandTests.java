package io.kilowatch.benchmarks.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.scheduler.plan.Segment;
import io.kilowatch.scheduler.simulation.Audit;
import io.kilowatch.scheduler.simulation.Instance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SchedulerCommandTests {

  @TempDir private Path directory;
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void instance() throws IOException {
    write(
        "tasks.csv",
        "id,submitted,cores,duration_seconds,earliest_start,deadline,interruptible,allowed_zones",
        "a,2022-10-06T22:00:00Z,8,3600,2022-10-06T22:00:00Z,2022-10-07T01:00:00Z,false,",
        "b,2022-10-06T22:00:30Z,4,5400,2022-10-06T22:00:30Z,2022-10-07T02:00:00Z,true,DE");
    write(
        "fleet.csv",
        "id,zone,cores,standby_watts,pue,w0,w10,w20,w30,w40,w50,w60,w70,w80,w90,w100",
        "de-0,DE,8,8,1.2,50,70,80,90,100,110,120,130,140,150,160",
        "fr-0,FR,8,8,1.1,50,70,80,90,100,110,120,130,140,150,160");
    write(
        "intensity.csv",
        "timestamp_utc,FR,DE",
        "2022-10-06T22:00:00Z,90,300",
        "2022-10-06T23:00:00Z,60,200",
        "2022-10-07T00:00:00Z,70,100",
        "2022-10-07T01:00:00Z,80,400");
    write("bound.json", "{\"task_lower_bound_kg\": 0.01, \"fleet_standby_kg\": 0.01}");
  }

  @Test
  void out_holdsAPlacementFromWhichEmissionsCanBeRecomputed() throws IOException {
    Path out = directory.resolve("placement.csv");
    assertThat(run("--noise", "0", "--out", out.toString())).isZero();
    assertThat(Files.readAllLines(out))
        .containsExactly(
            "taskId,serverId,start,end",
            "a,fr-0,2022-10-06T23:00:00Z,2022-10-07T00:00:00Z",
            "b,de-0,2022-10-06T23:30:00Z,2022-10-07T01:00:00Z");
    Instance instance = new InstanceDirectory(directory).read();
    Map<String, List<Segment>> placements = PlacementCsv.read(out, instance.fleet());
    Audit.Report report = Audit.of(instance, placements);
    double grams = (160 - 8) * 1.1 * 60 / 1000 + (110 - 8) * 1.2 * (200 / 2.0 + 100) / 1000;
    assertThat(report.aboveStandbyGrams()).isEqualTo(grams, within(1e-9));
    assertThat(report.violations()).isEmpty();
  }

  @Test
  void out_otherPoliciesGoBeside() {
    assertThat(run("--out", directory.resolve("p.csv").toString())).isZero();
    assertThat(directory.resolve("p.round-robin.csv")).exists();
    assertThat(directory.resolve("p.best-window.csv")).exists();
  }

  @Test
  void arguments_unknownPolicyIsRefused() {
    assertThat(run("--policies", "guess")).isEqualTo(2);
  }

  @Test
  void instance_missingFileIsNamed() throws IOException {
    Files.delete(directory.resolve("fleet.csv"));
    assertThat(run()).isEqualTo(2);
    assertThat(errors.toString())
        .isEqualToIgnoringNewLines("There is no file " + directory.resolve("fleet.csv"));
  }

  @Test
  void instance_wrongFieldIsNamed() throws IOException {
    Path tasks = directory.resolve("tasks.csv");
    Files.writeString(tasks, Files.readString(tasks).replace(",3600,", ",long,"));
    assertThat(run()).isEqualTo(2);
    assertThat(errors.toString())
        .isEqualToIgnoringNewLines(tasks + ":2: duration_seconds is not a whole number: long");
  }

  private int run(String... arguments) {
    CommandLine command =
        new CommandLine(new SchedulerCommand())
            .setExecutionExceptionHandler(new InputProblems())
            .setErr(new PrintWriter(errors, true));
    String[] all = new String[arguments.length + 2];
    all[0] = "--instance";
    all[1] = directory.toString();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return command.execute(all);
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }
}
