package io.kilowatch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesSetTests {

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "3,4", "1,5"})
  void numbers_ofEachSeries_runThroughAndAreCounted(int size, int together) {
    List<SeriesSet.Series> series =
        IntStream.range(0, size).mapToObj(i -> new SeriesSet.Series("s" + i, "power")).toList();
    SeriesSet set = new SeriesSet(series, together, 0, 1_000);

    for (int total = 0; total < 50; total++) {
      for (int index = 0; index < size; index++) {
        int of = index;
        List<Long> numbers =
            LongStream.range(0, total)
                .filter(n -> set.index(n) == of)
                .mapToObj(set::number)
                .toList();
        assertThat(numbers).isEqualTo(LongStream.range(0, set.count(of, total)).boxed().toList());
      }
    }
  }
}
