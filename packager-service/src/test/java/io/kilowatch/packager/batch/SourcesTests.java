package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import org.junit.jupiter.api.Test;

class SourcesTests {

  private final Sources sources = Runs.sources();

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

  @Test
  void of_anotherKey_isAnother_andBothAreFoundAgain() {
    Sources.Source own = sources.of(run("own"));
    Sources.Source site = sources.of(run("site"));

    assertThat(site).isNotSameAs(own);
    assertThat(sources.of(run("own"))).isSameAs(own);
    assertThat(sources.of(run("site"))).isSameAs(site);
  }

  @Test
  void of_moreKeysThanAnyServerHas_forgetsThem_andKnowsThoseThatFollow() {
    Sources.Source first = sources.of(run("key-0"));
    for (int i = 1; i <= 64; i++) {
      sources.of(run("key-" + i));
    }

    Sources.Source again = sources.of(run("key-0"));

    assertThat(again).isNotSameAs(first);
    assertThat(sources.of(run("key-0"))).isSameAs(again);
  }

  private static ReadingRun run(String keyId) {
    return new ReadingRun(
        "a", "power", keyId, Origin.MEASURED, 1, new long[] {1_000}, new double[] {1});
  }
}
