package io.kilowatch.contracts.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingRunTests {

  private static final ReadingRun RUN = run(new long[] {5, 4, 3, 2, 1}, 50, 40, 30, 20, 10);

  @Test
  void parts_ofALongRun_areItsReadingsInOrder() {
    assertThat(RUN.parts(2))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            run(new long[] {5, 4}, 50, 40),
            run(new long[] {3, 2}, 30, 20),
            run(new long[] {1}, 10));
  }

  @Test
  void parts_ofARunThatIsShortEnough_areTheRun() {
    assertThat(RUN.parts(5)).isEqualTo(List.of(RUN));
  }

  private static ReadingRun run(long[] timestampsMillis, double... values) {
    return new ReadingRun("server", "power", "key", Origin.MODELLED, 7, timestampsMillis, values);
  }
}
