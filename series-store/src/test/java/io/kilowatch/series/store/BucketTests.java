package io.kilowatch.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketTests {

  /** Rows on disk are found by these numbers, so they never change. */
  @Test
  void of_knownIds_areWhereTheyHaveAlwaysBeen() {
    assertThat(Bucket.of("")).isZero();
    assertThat(Bucket.of("server-1")).isEqualTo((short) 39);
    assertThat(Bucket.of("75hrwfv30wv9ve765yqc")).isEqualTo((short) 194);
  }

  @Test
  void of_manyIds_useEveryBucket() {
    assertThat(
            IntStream.range(0, 10_000)
                .mapToObj(i -> Bucket.of("server-" + i))
                .collect(Collectors.toSet()))
        .hasSize(Bucket.COUNT);
  }
}
