package io.kilowatch.registry.topology;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what runs, and what passes between it. */
@RestController
class TopologyController {

  private final Participants participants;
  private final Backlogs backlogs;
  private final Clock clock;

  TopologyController(Participants participants, Backlogs backlogs, Clock clock) {
    this.participants = participants;
    this.backlogs = backlogs;
    this.clock = clock;
  }

  @GetMapping("/api/v1/topology")
  Topology topology() {
    List<KnownParticipant> all = participants.all();
    Instant now = clock.instant();
    List<Wiring.Wire> wires = Wiring.between(all, now);
    Map<String, Long> waiting =
        backlogs.of(
            wires.stream()
                .map(wire -> wire.in().exchange())
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet()));
    return new Topology(
        all.stream().map(p -> Shown.of(p, now)).toList(),
        wires.stream().map(wire -> Connection.of(wire, waiting, now)).toList());
  }

  record Topology(List<Shown> participants, List<Connection> connections) {}

  /** A participant as a client sees it. */
  record Shown(
      String id,
      String role,
      String component,
      String label,
      String icon,
      List<KnownParticipant.KnownPort> inports,
      List<KnownParticipant.KnownPort> outports,
      Instant lastSeen,
      String state) {

    static Shown of(KnownParticipant p, Instant now) {
      return new Shown(
          p.id(),
          p.role(),
          p.component(),
          p.label(),
          p.icon(),
          p.inports(),
          p.outports(),
          p.lastSeen(),
          p.stateAt(now).wireName());
    }
  }

  /**
   * A connection as a client sees it; one of exchange and queue is set, or none where it is HTTP.
   *
   * @param messagesPerSecond what the sender put in before its last announcement, by its own count,
   *     whatever share of it this receiver takes; null where it does not count, or is silent
   * @param backlog messages that wait; null where there is no queue, or no broker to ask
   */
  record Connection(
      String from,
      String fromPort,
      String to,
      String toPort,
      @Nullable String exchange,
      @Nullable String queue,
      @Nullable Double messagesPerSecond,
      @Nullable Long backlog) {

    static Connection of(Wiring.Wire wire, Map<String, Long> waiting, Instant now) {
      String name = wire.in().exchange();
      Long backlog = name == null ? null : waiting.get(name);
      boolean queue = backlog != null;
      return new Connection(
          wire.from().id(),
          wire.out().id(),
          wire.to().id(),
          wire.in().id(),
          queue ? null : name,
          queue ? name : null,
          wire.from().isOnlineAt(now) ? wire.out().messagesPerSecond() : null,
          backlog);
    }
  }
}
