package io.kilowatch.emulators.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.emulators.sensor.SensorSettings.Changes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorPatchTests {

  private static final SensorId ID = new SensorId("s.1", Metric.POWER);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void validate_everythingWrong_namesEveryField() {
    SensorPatch patch = new SensorPatch(99L, 1.01, Double.NaN, null, null);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(patch::validate)
        .satisfies(problem ->
            assertThat(problem.errors())
                .extracting(FieldProblem::field)
                .containsExactly("intervalMillis", "noise", "offset"));
  }

  @Test
  void validate_bounds_areAllowed() {
    assertThatNoException()
        .isThrownBy(() -> {
          new SensorPatch(100L, 0.0, -1_000_000.0, true, Fault.NONE).validate();
          new SensorPatch(3_600_000L, 1.0, 1_000_000.0, false, Fault.DROP).validate();
          new SensorPatch(null, null, null, null, null).validate();
        });
  }

  @Test
  void applyTo_absentFields_stay() {
    SensorSettings initial = SensorSettings.initial(ID, Duration.ofSeconds(1));

    SensorSettings changed =
        new SensorPatch(null, 0.5, null, null, Fault.STUCK).applyTo(initial, NOW, 7.5);
    SensorSettings again =
        new SensorPatch(500L, null, null, null, Fault.STUCK).applyTo(changed, NOW, 8.5);

    assertThat(changed)
        .isEqualTo(
            new SensorSettings(
                "s.1.power",
                1000,
                0.5,
                0,
                false,
                Fault.STUCK,
                NOW,
                7.5,
                NOW,
                new Changes(Instant.EPOCH, NOW, Instant.EPOCH, Instant.EPOCH, NOW)));
    assertThat(again.intervalMillis()).isEqualTo(500);
    assertThat(again.faultSince()).as("the same fault goes on").isEqualTo(NOW);
    assertThat(again.stuckAt()).as("and repeats what it did").isEqualTo(7.5);
    assertThat(again.changedAt()).as("later though the clock stands").isAfter(NOW);
  }

  @Test
  void applyTo_anotherFault_repeatsNothing() {
    SensorSettings stuck =
        new SensorPatch(null, null, null, null, Fault.STUCK)
            .applyTo(SensorSettings.initial(ID, Duration.ofSeconds(1)), NOW, 7.5);

    assertThat(new SensorPatch(null, null, null, null, Fault.SKEW).applyTo(stuck, NOW, 8.5))
        .extracting(SensorSettings::stuckAt)
        .isNull();
  }

  @Test
  void apply_messagesInTheWrongOrder_keepsTheLater() {
    SettingsBook book = new SettingsBook(Duration.ofSeconds(1));
    SensorSettings first =
        new SensorPatch(200L, null, null, null, null).applyTo(book.of(ID), NOW, 0);
    SensorSettings second = new SensorPatch(300L, null, null, null, null).applyTo(first, NOW, 0);

    book.apply(second);
    book.apply(first);

    assertThat(book.of(ID)).isEqualTo(second);
    assertThat(book.snapshot()).containsExactly(second);
  }

  @Test
  void apply_changesOfDifferentParametersMadeAtOnce_keepsAllOnEveryReplica() {
    SettingsBook one = new SettingsBook(Duration.ofSeconds(1));
    SettingsBook other = new SettingsBook(Duration.ofSeconds(1));
    SensorSettings faster =
        new SensorPatch(200L, null, 7.0, null, null).applyTo(one.of(ID), NOW, 0);
    SensorSettings stuck =
        new SensorPatch(null, 0.5, null, true, Fault.STUCK)
            .applyTo(other.of(ID), NOW.plusSeconds(1), 7.5);

    List.of(faster, stuck).forEach(one::apply);
    List.of(stuck, faster).forEach(other::apply);

    assertThat(one.of(ID)).isEqualTo(other.of(ID));
    assertThat(one.of(ID).intervalMillis()).isEqualTo(200);
    assertThat(one.of(ID).offset()).isEqualTo(7);
    assertThat(one.of(ID).noise()).isEqualTo(0.5);
    assertThat(one.of(ID).paused()).isTrue();
    assertThat(one.of(ID).fault()).isEqualTo(Fault.STUCK);
    assertThat(one.of(ID).stuckAt()).isEqualTo(7.5);
  }

  @Test
  void apply_changesOfOneParameterMadeAtOnce_replicasAgree() {
    SettingsBook one = new SettingsBook(Duration.ofSeconds(1));
    SettingsBook other = new SettingsBook(Duration.ofSeconds(1));
    SensorPatch stuck = new SensorPatch(200L, null, null, null, Fault.STUCK);
    SensorSettings low = stuck.applyTo(one.of(ID), NOW, 7.5);
    SensorSettings high =
        new SensorPatch(300L, null, null, null, Fault.STUCK).applyTo(other.of(ID), NOW, 8.5);

    List.of(low, high).forEach(one::apply);
    List.of(high, low).forEach(other::apply);

    assertThat(one.of(ID)).isEqualTo(other.of(ID));
  }

  /** What a replica sent that is older than the times of single parameters. */
  @Test
  void apply_settingsWithOneTimeForAll_winWhereThatIsLater() {
    SettingsBook book = new SettingsBook(Duration.ofSeconds(1));
    book.apply(new SensorPatch(200L, 0.5, null, null, null).applyTo(book.of(ID), NOW, 0));
    book.apply(
        new SensorPatch(null, 0.6, null, null, null).applyTo(book.of(ID), NOW.plusSeconds(2), 0));

    book.apply(
        new SensorSettings(
            ID.toString(),
            300,
            0.7,
            0,
            false,
            Fault.NONE,
            Instant.EPOCH,
            null,
            NOW.plusSeconds(1),
            null));

    assertThat(book.of(ID).intervalMillis()).isEqualTo(300);
    assertThat(book.of(ID).noise()).isEqualTo(0.6);
  }

  @Test
  void parse_idsWithDots_splitsAtTheLast() {
    assertThat(SensorId.parse("s.1.power")).contains(ID);
    assertThat(SensorId.parse("s1.volume")).isEmpty();
    assertThat(SensorId.parse(".power")).isEmpty();
    assertThat(SensorId.parse("power")).isEmpty();
  }
}
