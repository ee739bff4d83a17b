package io.kilowatch.registry.topology;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.index.Indexed;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A participant that has announced itself.
 *
 * @param intervalMillis how long it was silent between its last two announcements
 */
@Document("participants")
record KnownParticipant(
    @Id String id,
    String role,
    String component,
    String label,
    String icon,
    List<KnownPort> inports,
    List<KnownPort> outports,
    @Indexed Instant lastSeen,
    long intervalMillis) {

  private static final int INTERVALS_UNTIL_SILENT = 3;

  /** What "every minute or less" leaves room for; less than the shortest is a restart. */
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(30);

  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

  static KnownParticipant of(
      Participant announced, @Nullable KnownParticipant before, Instant now) {
    return new KnownParticipant(
        announced.id(),
        announced.role(),
        announced.component(),
        announced.label(),
        announced.icon(),
        announced.inports().stream().map(KnownPort::of).toList(),
        announced.outports().stream().map(KnownPort::of).toList(),
        now,
        before == null
            ? LONGEST_INTERVAL.toMillis()
            : Math.clamp(
                Duration.between(before.lastSeen(), now).toMillis(),
                SHORTEST_INTERVAL.toMillis(),
                LONGEST_INTERVAL.toMillis()));
  }

  State stateAt(Instant now) {
    Duration silence = Duration.between(lastSeen, now);
    return silence.toMillis() > INTERVALS_UNTIL_SILENT * intervalMillis
        ? State.SILENT
        : State.ONLINE;
  }

  boolean isOnlineAt(Instant now) {
    return stateAt(now) == State.ONLINE;
  }

  /** Whether it is heard of. */
  enum State {
    ONLINE,
    SILENT;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A port, with the value of a parameter as text: whatever type it has, it is only shown.
   *
   * @param exchange exchange or queue behind it
   * @param messagesPerSecond what passed through it before its last announcement, by its own count;
   *     shown at the connection, not here
   */
  record KnownPort(
      String id,
      @Nullable String type,
      @Nullable String description,
      @Nullable String exchange,
      @Nullable String value,
      @JsonIgnore @Nullable Double messagesPerSecond) {

    static KnownPort of(Port port) {
      return new KnownPort(
          port.id(),
          port.type(),
          port.description(),
          port.exchange(),
          port.value() == null ? null : port.value().toString(),
          port.messagesPerSecond());
    }
  }
}
