package io.kilowatch.emulators.replay;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.emulators.replica.ReplicaChannel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts, shows and stops the replay of a trace, on all replicas at once. */
@RestController
@RequestMapping("/api/v1/emulators/replay")
class ReplayController {

  private static final double SLOWEST = 0.01;
  private static final double FASTEST = 100_000;

  private final Replay replay;
  private final TraceDirectory traces;
  private final ReplicaChannel replicas;
  private final AuditTrail audit;
  private final Clock clock;

  ReplayController(
      Replay replay,
      TraceDirectory traces,
      ReplicaChannel replicas,
      AuditTrail audit,
      Clock clock) {
    this.replay = replay;
    this.traces = traces;
    this.replicas = replicas;
    this.audit = audit;
    this.clock = clock;
  }

  @GetMapping
  ReplayStatus status() {
    return ReplayStatus.of(replay, clock.instant());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @PreAuthorize("hasRole('ENGINEER')")
  ReplayStatus start(@RequestBody ReplayRequest request, CurrentUser user) {
    ReplayOrder order = order(request);
    tellAll(order);
    audit.record(
        user, "replay.started", order.file(), Map.of("speed", String.valueOf(order.speed())));
    return status();
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @PreAuthorize("hasRole('ENGINEER')")
  void stop(CurrentUser user) {
    replay
        .latest()
        .filter(order -> !order.stopped())
        .ifPresent(order -> {
          tellAll(order.stoppedAt(clock.instant()));
          audit.record(user, "replay.stopped", order.file(), Map.of());
        });
  }

  private ReplayOrder order(ReplayRequest request) {
    String file = Objects.requireNonNullElse(request.file(), "");
    double speed = Objects.requireNonNullElse(request.speed(), 1.0);
    Timestamps timestamps = Objects.requireNonNullElse(request.timestamps(), Timestamps.NOW);
    List<FieldProblem> errors = new ArrayList<>();
    if (file.isEmpty()) {
      errors.add(new FieldProblem("file", "is required"));
    }
    if (!(speed >= SLOWEST && speed <= FASTEST)) {
      errors.add(new FieldProblem("speed", "must be from 0.01 to 100000"));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.badRequest(errors);
    }
    Instant now = clock.instant();
    Instant changedAt =
        replay.latest().map(ReplayOrder::changedAt).filter(at -> !at.isBefore(now)).orElse(now);
    return new ReplayOrder(
        file,
        speed,
        timestamps,
        traceStart(trace(file), timestamps, request.start(), now),
        now,
        false,
        changedAt.equals(now) ? now : changedAt.plusMillis(1));
  }

  private Trace trace(String file) {
    try {
      return traces.read(file);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("file", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw ProblemException.badRequest("file", "can't be read");
    }
  }

  private static Instant traceStart(
      Trace trace, Timestamps timestamps, @Nullable OffsetDateTime asked, Instant now) {
    if (timestamps == Timestamps.NOW) {
      return now;
    }
    Instant start = asked == null ? trace.start() : asked.toInstant();
    if (start == null) {
      throw ProblemException.badRequest("start", "is required, the trace has offsets only");
    }
    if (start.isBefore(Instant.EPOCH) || start.isAfter(now.minus(trace.length()))) {
      throw ProblemException.badRequest(
          "start", "must let the trace begin after 1970 and end in the past");
    }
    return start;
  }

  private void tellAll(ReplayOrder order) {
    try {
      replicas.share(order);
    } catch (AmqpException e) {
      throw ProblemException.unavailable(
          "The other replicas can't be told now.", Duration.ofSeconds(5));
    }
    replay.apply(order);
  }
}
