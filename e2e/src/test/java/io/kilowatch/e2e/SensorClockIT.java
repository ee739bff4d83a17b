package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Walk;
import io.kilowatch.benchmarks.pipeline.Fleet;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Sensors whose clocks are ten minutes off, in one request with one whose clock is right. */
@ExtendWith(SharedPlatform.class)
class SensorClockIT {

  private static final Duration OFF = Duration.ofMinutes(10);
  private static final int EACH = 60;

  @Test
  void clockTenMinutesOff_aheadIsRefusedWithAReason_behindIsStored(RunningPlatform platform)
      throws Exception {
    Fleet fleet = platform.fleet("sensor-clocks", 3);
    SeriesSet right = lastMinute(fleet.serverIds().get(0), Duration.ZERO);
    SeriesSet ahead = lastMinute(fleet.serverIds().get(1), OFF);
    SeriesSet behind = lastMinute(fleet.serverIds().get(2), OFF.negated());
    String request = "[" + json(right) + "," + json(ahead) + "," + json(behind) + "]";

    JsonNode answer = new Api(platform.url().toString()).ingest(fleet.key(), request, 202);
    assertThat(answer.get("accepted").asInt()).isEqualTo(2 * EACH);
    List<Integer> refused = new ArrayList<>();
    for (JsonNode rejected : answer.get("rejected")) {
      assertThat(rejected.get("reason").asString()).contains("future");
      refused.add(rejected.get("index").asInt() - EACH);
    }
    assertThat(refused).as("those of the clock that is ahead").hasSize(EACH);
    assertThat(refused).allSatisfy(n -> assertThat(n).isBetween(0, EACH - 1));

    platform.stored().awaitLast(right, EACH);
    platform.stored().awaitLast(behind, EACH);
    Found found = platform.stored().find(right, EACH);
    Found late = platform.stored().find(behind, EACH);
    Found early = platform.stored().find(ahead, EACH);
    System.out.printf(
        "clocks 10 min off: sent %d, acknowledged %d, refused %d, stored %d in time, %d behind,"
            + " %d ahead%n",
        3 * EACH, 2 * EACH, refused.size(), found.stored(), late.stored(), early.stored());
    assertThat(List.of(found, late)).containsOnly(new Found(EACH, 0, 0, 0));
    assertThat(early.stored()).isZero();
  }

  /** A minute of readings, a second apart, that ends when a clock so far ahead says now. */
  private static SeriesSet lastMinute(String serverId, Duration aheadBy) {
    long first = Instant.now().plus(aheadBy).minusSeconds(EACH).toEpochMilli();
    return new SeriesSet(List.of(new SeriesSet.Series(serverId, "power")), first, 1_000);
  }

  private static String json(SeriesSet set) {
    List<String> readings = new ArrayList<>();
    for (int n = 0; n < EACH; n++) {
      readings.add(
          "{\"serverId\":\"%s\",\"metric\":\"power\",\"timestamp\":%d,\"value\":%s}"
              .formatted(
                  set.series().getFirst().serverId(),
                  set.timestampMillis(n),
                  Walk.hundredths(0, n) / 100.0));
    }
    return String.join(",", readings);
  }
}
