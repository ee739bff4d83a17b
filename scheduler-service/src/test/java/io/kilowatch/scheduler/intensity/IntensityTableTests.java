package io.kilowatch.scheduler.intensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.Source;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntensityTableTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");
  private static final String HEADER = "datetime,gCO2eq/kWh\n";

  @Test
  void read_takesHoursOfAnyOffset() {
    IntensityTable table =
        read(
            "2026-03-01T12:00:00Z,350.5",
            "2026-03-01T12:00:00+01:00, 360 ",
            "",
            "1990-01-01T00:00:00Z,0");
    assertThat(table.rejected()).isEmpty();
    assertThat(table.observations())
        .containsExactly(
            new Observation(Instant.parse("2026-03-01T12:00:00Z"), 350.5, Source.IMPORT),
            new Observation(Instant.parse("2026-03-01T11:00:00Z"), 360, Source.IMPORT),
            new Observation(Instant.parse("1990-01-01T00:00:00Z"), 0, Source.IMPORT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-01T13:00:00Z,1     | datetime   | is still to come",
        "2026-03-01T11:30:00Z,1     | datetime   | must be a full hour in UTC",
        "2026-03-01T11:00:00,1      | datetime   | must be RFC 3339, such as 2026-01-01T00:00:00Z",
        "1989-12-31T23:00:00Z,1     | datetime   | must be 1990 or later",
        "2026-03-01T10:00:00Z,1     | datetime   | is that of another row",
        "2026-03-01T11:00:00Z,      | gCO2eq/kWh | must be a number",
        "2026-03-01T11:00:00Z,-1    | gCO2eq/kWh | must be a number from 0 to 5000",
        "2026-03-01T11:00:00Z,NaN   | gCO2eq/kWh | must be a number from 0 to 5000",
        "2026-03-01T11:00:00Z,6000  | gCO2eq/kWh | must be a number from 0 to 5000",
        "2026-03-01T11:00:00Z,1,2   | row        | must have 2 columns",
        "2026-03-01T11:00:00Z       | row        | must have 2 columns"
      })
  void read_badRow_saysWhatIsWrongAndWhere(String row, String field, String reason) {
    IntensityTable table = read("2026-03-01T10:00:00Z,1", row, "2026-03-01T09:00:00Z,1");
    assertThat(table.observations()).hasSize(2);
    assertThat(table.rejected()).hasSize(1);
    ImportReport.Row rejected = table.rejected().getFirst();
    assertThat(rejected.line()).isEqualTo(3);
    assertThat(rejected.errors()).hasSize(1);
    assertThat(rejected.errors().getFirst().field()).isEqualTo(field);
    assertThat(rejected.errors().getFirst().reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "datetime,gCO2eq/kWh",
        "datetime\n2026-03-01T11:00:00Z\n",
        "gCO2eq/kWh,datetime\n1,2026-03-01T11:00:00Z\n"
      })
  void read_somethingElse_isRefused(String csv) {
    ProblemException refusal =
        catchThrowableOfType(ProblemException.class, () -> IntensityTable.read(csv, NOW));
    assertThat(refusal.status().value()).isEqualTo(400);
    assertThat(refusal.errors().getFirst().field()).isEqualTo("body");
  }

  @Test
  void read_tooManyRows_isTooLarge() {
    String csv = HEADER + "2026-03-01T10:00:00Z,1\n".repeat(20_001);
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> IntensityTable.read(csv, NOW))
                .status()
                .value())
        .isEqualTo(413);
  }

  private static IntensityTable read(String... rows) {
    return IntensityTable.read(HEADER + String.join("\n", rows) + "\n", NOW);
  }
}
