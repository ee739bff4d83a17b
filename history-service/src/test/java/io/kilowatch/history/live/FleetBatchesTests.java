package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.SeriesKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class FleetBatchesTests {

  private final MutableClock clock = MutableClock.epochUTC();
  private final FleetBatches batches = new FleetBatches(clock);

  @Test
  void due_nothingGathered_isEmpty() {
    assertThat(batches.due()).isEmpty();
  }

  @Test
  void due_twoValuesOfASeries_holdsTheNewest() {
    hold("a", 1);
    hold("b", 2);
    hold("a", 3);

    assertThat(batches.due())
        .singleElement()
        .asList()
        .containsExactlyInAnyOrder(update("a", 3), update("b", 2));
  }

  @Test
  void due_withinASecondOfTheLast_gathersOn() {
    hold("a", 1);
    assertThat(batches.due()).hasSize(1);
    hold("a", 2);
    clock.add(Duration.ofMillis(999));
    assertThat(batches.due()).isEmpty();

    clock.add(Duration.ofMillis(1));

    assertThat(batches.due()).containsExactly(List.of(update("a", 2)));
    clock.add(Duration.ofSeconds(1));
    assertThat(batches.due()).isEmpty();
  }

  @Test
  void due_clockSetBack_goesOn() {
    hold("a", 1);
    batches.due();
    clock.add(Duration.ofMinutes(-1));
    hold("a", 2);
    assertThat(batches.due()).containsExactly(List.of(update("a", 2)));
  }

  @Test
  void due_moreThanASecondTakes_comesInFramesAndTheRestBeforeWhatIsNewer() {
    for (int i = 0; i <= FleetBatches.MOST_A_SECOND; i++) {
      hold("server-" + i, i);
    }
    assertThat(batches.due())
        .extracting(List::size)
        .containsExactly(FleetBatches.MOST, FleetBatches.MOST);
    hold("server-0", 5000);
    hold("server-" + FleetBatches.MOST_A_SECOND, 6000);
    clock.add(Duration.ofSeconds(1));

    assertThat(batches.due())
        .containsExactly(
            List.of(
                update("server-" + FleetBatches.MOST_A_SECOND, 6000), update("server-0", 5000)));
  }

  private void hold(String serverId, long timestamp) {
    batches.hold(new SeriesKey(serverId, "power"), update(serverId, timestamp));
  }

  private static LiveUpdate update(String serverId, long timestamp) {
    return new LiveUpdate(serverId, "power", timestamp, 1, Origin.EMULATED);
  }
}
