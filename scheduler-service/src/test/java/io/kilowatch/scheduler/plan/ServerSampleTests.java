package io.kilowatch.scheduler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServerSampleTests {

  private static final Site SITE = new Site("de", "DE", 1.2);
  private static final Fleet FLEET =
      new Fleet(
          IntStream.range(0, 100)
              .mapToObj(i -> new Server("s" + i, SITE, 4, 8, PowerCurve.between(50, 250)))
              .toList());

  @Test
  void some_areThoseThatTheTaskIsOnAndOthers() {
    ServerSample sample = new ServerSample(FLEET, new SplittableRandom(1));
    SlotPlace present = new SlotPlace();
    present.add(7, 0, 1);
    present.add(93, 1, 2);
    present.add(7, 2, 3);
    Set<Integer> seen = new HashSet<>();
    for (int round = 0; round < 200; round++) {
      int[] servers = sample.some(0, present);
      List<Integer> chosen = IntStream.of(servers).limit(sample.chosen()).boxed().toList();
      assertThat(chosen).contains(7, 93).doesNotHaveDuplicates().hasSizeBetween(3, 30);
      seen.addAll(chosen);
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void all_areAll() {
    ServerSample sample = new ServerSample(FLEET, new SplittableRandom(1));
    sample.some(0, new SlotPlace());
    int[] servers = sample.all(0);
    assertThat(sample.chosen()).isEqualTo(100);
    assertThat(servers).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
  }
}
