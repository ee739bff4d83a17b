package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourcesTests {

  private final Sources sources = new Sources();

  @Test
  void of_sameSeriesAndKeyAgain_isTheSameObject() {
    Sources.Source first = sources.of(Runs.run("a", "power", 1_000, 1));

    assertThat(sources.of(Runs.run(new String("a"), "power", 2_000, 2))).isSameAs(first);
  }

  @Test
  void of_anotherMetric_isAnother() {
    Sources.Source power = sources.of(Runs.run("a", "power", 1_000, 1));

    assertThat(sources.of(Runs.run("a", "co2", 1_000, 1))).isNotEqualTo(power);
  }
}
