package io.kilowatch.emulators.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.contracts.reading.Metric;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.load.LoadModel;
import io.kilowatch.emulators.load.LoadSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SensorModelTests {

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private final Rig rig = Rig.alone(Fleet.emulated("s1"));
  private final Sensor power = rig.sensor("s1", Metric.POWER);
  private final Sensor co2 = rig.sensor("s1", Metric.CO2);

  @Test
  void read_powerWithoutNoise_isTheCurveAtTheLoadToTwoDecimals() {
    change(Metric.POWER, new SensorPatch(null, 0.0, null, null, null));
    double watts = power.server().energy().wattsAt(LoadModel.loadAt("s1", 5, AT));

    assertThat(value(power, AT)).isEqualTo(Math.round(watts * 100) / 100.0);
  }

  @Test
  void read_powerWithNoise_scattersAroundTheCurve() {
    change(Metric.POWER, new SensorPatch(null, 0.05, null, null, null));
    double mean =
        IntStream.range(0, 2000)
            .mapToDouble(i -> rig.model.read(power, 0.5, AT.plusSeconds(i)).value())
            .average()
            .orElseThrow();

    assertThat(mean).isCloseTo(232, within(1.0));
    assertThat(rig.model.read(power, 0.5, AT).value())
        .isNotEqualTo(rig.model.read(power, 0.5, AT.plusSeconds(1)).value());
  }

  @Test
  void read_co2_isPowerTimesPueTimesIntensity() {
    assertThat(value(co2, AT)).isCloseTo(value(power, AT) * 1.25 * 400 / 1000, within(0.005));
  }

  @Test
  void read_co2OfAWindServer_takesTheLifeCycleFactor() {
    Rig wind = Rig.alone(Fleet.server("w", SensorMode.EMULATED, null, EnergySource.WIND));
    double watts = wind.model.read(wind.sensor("w", Metric.POWER), AT).orElseThrow().value();

    assertThat(wind.model.read(wind.sensor("w", Metric.CO2), AT).orElseThrow().value())
        .isCloseTo(watts * 1.25 * 11 / 1000, within(0.005));
    assertThat(wind.model.basis(wind.sensor("w", Metric.CO2), AT)).isEqualTo("life-cycle");
    assertThat(rig.model.basis(co2, AT)).isEqualTo("csv");
    assertThat(rig.model.basis(power, AT)).isEqualTo("model");
  }

  @Test
  void read_offset_isAddedAndCo2Follows() {
    double before = value(power, AT);
    change(Metric.POWER, new SensorPatch(null, null, 100.0, null, null));

    assertThat(value(power, AT)).isCloseTo(before + 100, within(1e-9));
    assertThat(value(co2, AT)).isCloseTo((before + 100) * 0.5, within(0.005));
  }

  @Test
  void read_offsetBelowZero_neverGoesNegative() {
    change(Metric.POWER, new SensorPatch(null, null, -1_000_000.0, null, null));

    assertThat(value(power, AT)).isZero();
  }

  @Test
  void read_stuck_repeatsTheValueOfTheFaultsBeginning() {
    double atFault = value(power, AT);
    change(Metric.POWER, new SensorPatch(null, null, null, null, Fault.STUCK));

    assertThat(value(power, AT.plusSeconds(1))).isEqualTo(atFault);
    assertThat(value(power, AT.plusSeconds(3600))).isEqualTo(atFault);
  }

  @Test
  void read_stuck_staysWhenLoadAndParametersAreOthersLater() {
    double[] load = {0.8};
    SensorModel model = modelOf(rig.settings, load);
    SensorSettings stuck =
        new SensorPatch(null, null, null, null, Fault.STUCK)
            .applyTo(rig.settings.of(power.id()), AT, model.value(power, AT));
    rig.settings.apply(stuck);
    double atFault = model.read(power, AT).orElseThrow().value();

    load[0] = 0.3; // the task of its server has ended
    change(Metric.POWER, new SensorPatch(null, 0.5, 40.0, null, null));

    assertThat(model.read(power, AT.plusSeconds(60)).orElseThrow().value()).isEqualTo(atFault);
    assertThat(model.read(power, AT.minusSeconds(1)).orElseThrow().value())
        .as("before it got stuck")
        .isNotEqualTo(atFault);
  }

  @Test
  void read_stuck_isTheSameOnAReplicaThatKnowsOtherLoads() {
    change(Metric.POWER, new SensorPatch(null, null, null, null, Fault.STUCK));
    JsonMapper json = new JsonMapper();
    SettingsBook other = new SettingsBook(Duration.ofSeconds(1));
    rig.settings
        .snapshot()
        .forEach(each ->
            other.apply(json.readValue(json.writeValueAsBytes(each), SensorSettings.class)));

    Instant later = AT.plusSeconds(60);

    assertThat(modelOf(other, 0.9).read(power, later)).isEqualTo(rig.model.read(power, later));
  }

  /** What a replica sent that is older than the value in the settings. */
  @Test
  void read_stuckAtAValueThatWasNotTold_repeatsThatOfTheLoadThen() {
    SensorSettings told = SensorSettings.initial(power.id(), Duration.ofSeconds(1));
    rig.settings.apply(
        new SensorSettings(told.sensorId(), 1000, 0, 0, false, Fault.STUCK, AT, null, AT, null));

    assertThat(value(power, AT.plusSeconds(60))).isEqualTo(value(power, AT));
  }

  @Test
  void read_spike_multipliesOneReadingInTwentyByFive() {
    List<Double> healthy = values();
    change(Metric.POWER, new SensorPatch(null, null, null, null, Fault.SPIKE));
    List<Double> spiked = values();

    long spikes =
        IntStream.range(0, healthy.size())
            .filter(i -> !spiked.get(i).equals(healthy.get(i)))
            .peek(i -> assertThat(spiked.get(i)).isCloseTo(healthy.get(i) * 5, within(0.006)))
            .count();
    assertThat(spikes).isBetween(30L, 70L);
  }

  @Test
  void read_drop_losesAboutHalf() {
    change(Metric.POWER, new SensorPatch(null, null, null, null, Fault.DROP));

    long left =
        IntStream.range(0, 1000)
            .mapToObj(i -> rig.model.read(power, AT.plusSeconds(i)))
            .filter(Optional::isPresent)
            .count();
    assertThat(left).isBetween(430L, 570L);
  }

  @Test
  void read_skew_isTwoMinutesLate() {
    double healthy = value(power, AT);
    change(Metric.POWER, new SensorPatch(null, null, null, null, Fault.SKEW));

    assertThat(rig.model.read(power, AT))
        .contains(new Reading("s1", "power", AT.minusSeconds(120).toEpochMilli(), healthy));
  }

  private static SensorModel modelOf(SettingsBook settings, double... load) {
    LoadSource loads =
        new LoadSource() {

          @Override
          public double loadAt(ServerEntry server, SiteEntry site, Instant at) {
            return load[0];
          }

          @Override
          public String basis(Instant at) {
            return "model";
          }
        };
    return new SensorModel(loads, new EmissionRate(new Rig.Flat()), settings);
  }

  private List<Double> values() {
    return IntStream.range(0, 1000).mapToObj(i -> value(power, AT.plusSeconds(i))).toList();
  }

  private double value(Sensor sensor, Instant at) {
    return rig.model.read(sensor, at).orElseThrow().value();
  }

  private void change(Metric metric, SensorPatch patch) {
    rig.change("s1", metric, patch, AT);
  }
}
