package io.kilowatch.emulators.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.emulators.Fleet;
import io.kilowatch.emulators.delivery.Reading;
import io.kilowatch.emulators.replay.Started;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceRowsTests {

  private static final Instant PAST = Instant.parse("2022-10-03T00:00:00Z");
  private static final int ROWS = 100;
  private static final int MOST_WAITING = 300;

  private final Rig rig = Rig.alone(Fleet.emulated("s1"));
  private final List<Sensor> sensors = rig.sensors.all();
  private int waiting;

  @TempDir Path directory;
  private TraceRows rows;

  /** Five rows are due in a second, so all are after twenty. */
  @BeforeEach
  void start() throws IOException {
    String csv =
        IntStream.range(0, ROWS)
            .mapToObj(row -> 300 * row + ",0.5\n")
            .collect(Collectors.joining("", "offset_seconds,vm\n", ""));
    rows =
        new TraceRows(
            Started.original(directory, csv, 1_500, PAST, Rig.START),
            rig.model,
            () -> waiting,
            MOST_WAITING);
  }

  @Test
  void due_senderBusyFromTheStartOn_sendsEveryRowOnceItIsFree() {
    waiting = MOST_WAITING;
    assertThat(due(sensors, 0, 10)).isEmpty();

    waiting = 0;

    assertEveryRowOnce(due(sensors, 10, 30));
  }

  @Test
  void due_moreRowsThanTheSenderHasRoomFor_fillsItAndSendsTheRestLater() {
    waiting = MOST_WAITING - 7;
    List<Reading> readings = due(sensors, 20, 21);
    assertThat(readings).hasSize(7);

    waiting = 0;
    readings.addAll(due(sensors, 21, 22));

    assertEveryRowOnce(readings);
  }

  @Test
  void due_senderBusyUntilLongAfterTheEnd_sendsEveryRowOnceItIsFree() {
    waiting = MOST_WAITING;
    assertThat(due(sensors, 0, 1)).isEmpty();

    waiting = 0;

    assertEveryRowOnce(due(sensors, 7_200, 7_201));
  }

  @Test
  void due_sensorTakenOver_sendsWhatItsReplicaMayNotHaveSent() {
    assertThat(due(List.of(), 0, 15)).isEmpty();
    assertEveryRowOnce(due(sensors, 15, 30));
  }

  @Test
  void due_sensorLostAndTakenOverAgain_goesOnWhereItWas() {
    List<Reading> readings = due(sensors, 0, 5);
    assertThat(due(List.of(), 5, 10)).isEmpty();

    readings.addAll(due(sensors, 10, 30));

    assertEveryRowOnce(readings);
  }

  @Test
  void due_sensorThatIsNewLongAfterTheEnd_sendsNothing() {
    assertThat(due(sensors, 7_200, 7_210)).isEmpty();
  }

  /** Ticks each second from then until before then. */
  private List<Reading> due(List<Sensor> own, int from, int until) {
    List<Reading> readings = new ArrayList<>();
    for (int second = from; second < until; second++) {
      readings.addAll(rows.due(own, Rig.START.plusSeconds(second)));
    }
    return readings;
  }

  private void assertEveryRowOnce(List<Reading> readings) {
    List<Long> times =
        IntStream.range(0, ROWS)
            .mapToObj(row -> PAST.plus(Duration.ofMinutes(5L * row)).toEpochMilli())
            .toList();
    for (Sensor sensor : sensors) {
      assertThat(readings)
          .filteredOn(reading -> reading.metric().equals(sensor.id().metric().wireName()))
          .extracting(Reading::timestamp)
          .as(sensor.id().toString())
          .containsExactlyElementsOf(times);
    }
  }
}
