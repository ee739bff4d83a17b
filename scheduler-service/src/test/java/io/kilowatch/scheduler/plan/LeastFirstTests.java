package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeastFirstTests {

  @Test
  void arrange_isAsSortingWouldBe() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2_000; round++) {
      int count = 1 + random.nextInt(30);
      int wanted = 1 + random.nextInt(count);
      // Few different keys, so that many are equal.
      double[] keys = random.ints(count, -5, 5).asDoubleStream().toArray();
      int[] numbers = IntStream.range(0, count).toArray();
      LeastFirst.arrange(numbers, count, wanted, keys);
      double[] sorted = keys.clone();
      Arrays.sort(sorted);
      double[] first = Arrays.stream(numbers).limit(wanted).mapToDouble(i -> keys[i]).toArray();
      assertThat(first[wanted - 1]).isEqualTo(sorted[wanted - 1]);
      Arrays.sort(first);
      assertThat(first).isEqualTo(Arrays.copyOf(sorted, wanted));
      assertThat(numbers).containsExactlyInAnyOrder(IntStream.range(0, count).toArray());
    }
  }
}
