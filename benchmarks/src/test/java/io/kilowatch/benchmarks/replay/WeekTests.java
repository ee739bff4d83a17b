package io.kilowatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeekTests {

  @TempDir Path directory;

  @Test
  void read_threeMachines_givesEachACurveAndAZoneInTurn() throws IOException {
    Week week = Week.read(options("2022-10-03T00:55:00Z"));

    assertThat(week.servers()).hasSize(3);
    assertThat(week.zones()).containsExactly("DE", "FR");
    assertThat(week.endMillis() - week.startMillis()).isEqualTo(900_000);
    ReplayServer third = week.servers().get(2);
    assertThat(third.name()).isEqualTo("c");
    assertThat(third.zone()).isEqualTo("DE");
    assertThat(third.power().values()).containsExactly(10, 110, 60);
    assertThat(third.co2().values()[0]).isCloseTo(10 * 1.3 * 400 / 1000, within(1e-12));
    assertThat(third.co2().values()[1])
        .as("the next hour")
        .isCloseTo(110 * 1.3 * 0.5, within(1e-9));
    assertThat(week.servers().get(1).cores()).as("unknown in the file").isEqualTo(16);
  }

  @Test
  void read_intensityMissing_saysFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Week.read(options("2022-10-04T00:00:00Z")))
        .withMessageContaining("2022-10-04");
  }

  @Test
  void parse_argumentsMissingOrUnknown_saysWhich() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayOptions.parse(new String[] {"--speed", "2"}, Map.of()))
        .withMessageContaining("--speed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayOptions.parse(new String[] {"--email"}, Map.of()))
        .withMessageContaining("needs a value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayOptions.parse(new String[] {"--email", "a@b"}, Map.of()))
        .withMessageContaining("password");
  }

  @Test
  void relative_differences_areMeasuredAgainstTheExpected() {
    assertThat(Comparison.relative(0, 0)).isZero();
    assertThat(Comparison.relative(101, 100)).isEqualTo(0.01);
    assertThat(Comparison.relative(Double.NaN, 100)).isNaN();
  }

  private ReplayOptions options(String start) throws IOException {
    Path utilisation =
        Files.writeString(
            directory.resolve("u.csv"),
            "offset_seconds,a,b,c\n0,0,0,0\n300,1,1,1\n600,0.5,0.5,0.5\n");
    Path curves =
        Files.writeString(
            directory.resolve("c.csv"),
            """
            server,cores,result,idle,w10,w20,w30,w40,w50,w60,w70,w80,w90,w100,seen
            One,8,r1,10,20,30,40,50,60,70,80,90,100,110,x
            Two,,r2,20,20,30,40,50,60,70,80,90,100,110,x
            """);
    Path intensity =
        Files.writeString(
            directory.resolve("i.csv"),
            "timestamp_utc,DE,FR\n2022-10-03T00:00:00Z,400,40\n2022-10-03T01:00:00Z,500,50\n");
    List<String> arguments = new ArrayList<>(List.of("--email", "a@b", "--password", "p"));
    arguments.addAll(List.of("--utilisation", utilisation.toString()));
    arguments.addAll(List.of("--curves", curves.toString()));
    arguments.addAll(List.of("--intensity", intensity.toString(), "--start", start));
    return ReplayOptions.parse(arguments.toArray(String[]::new), Map.of());
  }
}
