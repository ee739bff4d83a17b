package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RentForecastTests {

  private static final long HOUR = 3600;
  private static final long YEAR_1 = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

  /** Far longer than it takes, and far shorter than to look at each hour since then. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final Site CLEAN = new Site("clean", "SE", 1);
  private static final Site DIRTY = new Site("dirty", "PL", 1);
  private static final Fleet FLEET =
      new Fleet(List.of(server("clean-0", CLEAN), server("dirty-0", DIRTY)));
  private static final IntensityForecast FORECAST =
      new IntensityForecast(List.of("SE", "PL"), 0, new double[][] {{20}, {800}});

  @Test
  void at_nothingToBeExpectedCostsNothing() {
    HourlyRates rents = new RentForecast(FLEET).at(0, FORECAST, List.of());
    assertThat(rents.between(0, 0, 48 * HOUR)).isZero();
    assertThat(rents.between(1, 0, 48 * HOUR)).isZero();
  }

  @Test
  void at_hoursThatManyWillWantHaveARentWhereTheyAreClean() {
    RentForecast forecast = new RentForecast(FLEET);
    for (int i = 0; i < 4; i++) {
      // Each fills the clean server for an hour from noon on and can't wait.
      forecast.submitted(task("noon-" + i, 12 * HOUR, 13 * HOUR), 12 * HOUR);
    }
    HourlyRates rents = settled(forecast);
    assertThat(rents.at(0, 36 * HOUR)).isPositive();
    assertThat(rents.at(0, 30 * HOUR)).isZero();
    assertThat(rents.at(1, 36 * HOUR)).isLessThan(rents.at(0, 36 * HOUR));
  }

  @Test
  void at_hourThatHasBegunHasNoRent() {
    RentForecast forecast = new RentForecast(FLEET);
    for (int i = 0; i < 4; i++) {
      forecast.submitted(task("t" + i, HOUR, 2 * HOUR), HOUR);
    }
    assertThat(forecast.at(25 * HOUR, FORECAST, List.of()).at(0, 25 * HOUR)).isZero();
  }

  @Test
  void at_taskThatMightHaveBegunLongAgo_countsAsOneThatMightBeginWhenItIsSubmitted() {
    RentForecast forecast = afterNoonsOfPausable(YEAR_1);
    HourlyRates rents = assertTimeoutPreemptively(SOON, () -> settled(forecast));
    HourlyRates expected = settled(afterNoonsOfPausable(12 * HOUR));
    assertThat(expected.at(0, 36 * HOUR)).isPositive();
    for (int site = 0; site < 2; site++) {
      assertThat(rents.row(site)).isEqualTo(expected.row(site));
    }
  }

  /** Four were submitted at noon that fill a server for the hour that they have left. */
  private static RentForecast afterNoonsOfPausable(long earliestStart) {
    RentForecast forecast = new RentForecast(FLEET);
    for (int i = 0; i < 4; i++) {
      forecast.submitted(
          new TaskDemand("noon-" + i, 4, HOUR, earliestStart, 13 * HOUR, true, Set.of(), Set.of()),
          12 * HOUR);
    }
    return forecast;
  }

  /** As after some hours: rents follow what is expected step by step. */
  private static HourlyRates settled(RentForecast forecast) {
    HourlyRates rents = forecast.at(24 * HOUR, FORECAST, List.of());
    for (int i = 0; i < 10; i++) {
      rents = forecast.at(24 * HOUR, FORECAST, List.of());
    }
    return rents;
  }

  private static TaskDemand task(String id, long start, long deadline) {
    return new TaskDemand(id, 4, HOUR, start, deadline, false, Set.of(), Set.of());
  }

  private static Server server(String id, Site site) {
    return new Server(id, site, 4, 10, PowerCurve.between(50, 250));
  }
}
