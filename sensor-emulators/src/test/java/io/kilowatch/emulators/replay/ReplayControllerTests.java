package io.kilowatch.emulators.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.emulators.replica.ReplicaChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayControllerTests {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final long SECONDS = 80_000_000;
  private static final CurrentUser USER =
      new CurrentUser("u1", "ada@example.org", "Ada", "ENGINEER", "s1");

  @TempDir Path directory;
  private Replay replay;
  private ReplayController controller;

  /** A trace of two and a half years. */
  @BeforeEach
  void oneTrace() throws IOException {
    Files.writeString(
        directory.resolve("t.csv"), "offset_seconds,vm\n0,0.1\n%d,0.9\n".formatted(SECONDS / 2));
    TraceDirectory traces = new TraceDirectory(directory);
    replay = new Replay(traces);
    controller =
        new ReplayController(
            replay,
            traces,
            mock(ReplicaChannel.class),
            mock(AuditTrail.class),
            Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static Stream<OffsetDateTime> startsThatNoTraceCanHave() {
    OffsetDateTime latest = NOW.minusSeconds(SECONDS).atOffset(ZoneOffset.UTC);
    return Stream.of(
        OffsetDateTime.MIN,
        Instant.EPOCH.atOffset(ZoneOffset.UTC).minusNanos(1),
        latest.plusNanos(1),
        OffsetDateTime.MAX);
  }

  /** No time of the first one can be sent: the sensors would fail over it, all of them. */
  @ParameterizedTest
  @MethodSource("startsThatNoTraceCanHave")
  void start_whereNoTraceCanBe_isRefusedByName(OffsetDateTime start) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> controller.start(original(start), USER))
        .satisfies(
            e -> assertThat(e.errors()).extracting(FieldProblem::field).containsExactly("start"));
    assertThat(replay.run()).isEmpty();
  }

  @Test
  void start_asLateAsTheTraceAllows_isTaken() {
    controller.start(original(NOW.minusSeconds(SECONDS).atOffset(ZoneOffset.UTC)), USER);

    assertThat(replay.run().orElseThrow().originalTime(1)).isEqualTo(NOW.minusSeconds(SECONDS / 2));
  }

  private static ReplayRequest original(OffsetDateTime start) {
    return new ReplayRequest("t.csv", 1.0, Timestamps.ORIGINAL, start);
  }
}
