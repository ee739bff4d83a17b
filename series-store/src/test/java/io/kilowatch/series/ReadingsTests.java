package io.kilowatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kilowatch.contracts.reading.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsTests {

  @Test
  void build_oneTimestampTwice_keepsTheHigherRank() {
    Readings readings =
        Readings.builder(2)
            .add(5, 100, 11, Origin.MEASURED)
            .add(5, 200, 10, Origin.MEASURED)
            .build();

    assertThat(readings.size()).isEqualTo(1);
    assertThat(readings.value(0)).isEqualTo(100);
    assertThat(readings.rankSeconds(0)).isEqualTo(11);
  }

  @Test
  void build_sameRank_keepsTheLargerBitsComparedUnsigned() {
    Readings readings =
        Readings.builder(2)
            .add(5, 1e9, 10, Origin.MEASURED)
            .add(5, -0.0, 10, Origin.MEASURED)
            .build();

    assertThat(readings.value(0)).isEqualTo(-0.0);
  }

  @Test
  void build_addingAfterwards_leavesWhatWasBuiltAlone() {
    Readings.Builder builder = Readings.builder(4);
    for (int i = 0; i < 4; i++) {
      builder.add(i, i, 0, Origin.MEASURED);
    }
    Readings full = builder.build();
    builder.add(-1, 7, 0, Origin.MEASURED).build();

    assertThat(full.size()).isEqualTo(4);
    assertThat(full.firstMillis()).isZero();
    assertThat(full.last()).isEqualTo(new Sample(3, 3));
  }

  @Test
  void build_descending_isSorted() {
    Readings.Builder builder = Readings.builder(1);
    for (int i = 10_000; i > 0; i--) {
      builder.add(i, i, 0, Origin.MEASURED);
    }
    Readings built = builder.build();

    assertThat(built.size()).isEqualTo(10_000);
    assertThat(built.sample(0)).isEqualTo(new Sample(1, 1));
    assertThat(built.last()).isEqualTo(new Sample(10_000, 10_000));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void add_notFinite_isRefused(double value) {
    assertThatThrownBy(() -> Readings.builder(1).add(5, value, 10, Origin.MEASURED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void merge_anyOrderAndGrouping_givesTheSame() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<long[]> rows = rows(random);
      Readings expected = byMap(rows);

      Collections.shuffle(rows, random);
      List<Readings> parts = new ArrayList<>();
      for (int from = 0; from < rows.size(); ) {
        int to = Math.min(rows.size(), from + 1 + random.nextInt(20));
        parts.add(built(rows.subList(from, to)));
        from = to;
      }

      assertThat(Readings.merge(parts)).isEqualTo(expected);
      assertThat(built(rows)).isEqualTo(expected);
      assertThat(Readings.merge(List.of(expected, Readings.merge(parts)))).isEqualTo(expected);
    }
  }

  @Test
  void slice_bounds_fromIsInAndToIsOut() {
    Readings readings =
        Readings.builder(3)
            .add(10, 1, 0, Origin.MEASURED)
            .add(20, 2, 0, Origin.MEASURED)
            .add(30, 3, 0, Origin.MEASURED)
            .build();

    assertThat(readings.slice(10, 30).size()).isEqualTo(2);
    assertThat(readings.slice(11, 20)).isSameAs(Readings.EMPTY);
    assertThat(readings.slice(0, 31)).isSameAs(readings);
    assertThat(readings.slice(30, 10)).isSameAs(Readings.EMPTY);
  }

  private static List<long[]> rows(Random random) {
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(new long[] {random.nextInt(200), random.nextInt(4) - 2, random.nextInt(3), i % 3});
    }
    return rows;
  }

  private static Readings built(List<long[]> rows) {
    Readings.Builder readings = Readings.builder(1);
    rows.forEach(r -> readings.add(r[0], r[1] / 2.0, r[2], Origin.ofCode((int) r[3])));
    return readings.build();
  }

  /** The rule once more, the slow way. */
  private static Readings byMap(List<long[]> rows) {
    TreeMap<Long, long[]> winners = new TreeMap<>();
    for (long[] row : rows) {
      winners.merge(row[0], row, (a, b) -> order(a, b) >= 0 ? a : b);
    }
    return built(new ArrayList<>(winners.values()));
  }

  private static int order(long[] a, long[] b) {
    if (a[2] != b[2]) {
      return Long.compare(a[2], b[2]);
    }
    int byBits =
        Long.compareUnsigned(
            Double.doubleToLongBits(a[1] / 2.0), Double.doubleToLongBits(b[1] / 2.0));
    return byBits != 0 ? byBits : Long.compare(a[3], b[3]);
  }
}
