package io.kilowatch.registry.topology;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is connected: an out-port and an in-port that name the same exchange or queue, the
 * exchange of readings with its queues, and over HTTP whoever has readings with ingestion. Who is
 * silent is connected with nobody: each start of a service leaves a participant for a day.
 */
final class Wiring {

  private Wiring() {}

  static List<Wire> between(List<KnownParticipant> participants, Instant now) {
    List<KnownParticipant> online =
        participants.stream().filter(p -> p.stateAt(now) == KnownParticipant.State.ONLINE).toList();
    List<Wire> wires = new ArrayList<>();
    for (KnownParticipant from : online) {
      for (KnownParticipant.KnownPort out : from.outports()) {
        for (KnownParticipant to : online) {
          for (KnownParticipant.KnownPort in : to.inports()) {
            if (connected(out.exchange(), in.exchange()) || overHttp(out, in)) {
              wires.add(new Wire(from, out, to, in));
            }
          }
        }
      }
    }
    return wires;
  }

  private static boolean connected(@Nullable String out, @Nullable String in) {
    if (out == null || in == null) {
      return false;
    }
    return out.equals(in)
        || (out.equals(BrokerNames.READINGS_EXCHANGE)
            && BrokerNames.READING_ROUTING_KEYS.stream()
                .anyMatch(key -> BrokerNames.readingQueue(key).equals(in)))
        || (out.equals(BrokerNames.DEAD_LETTER_EXCHANGE)
            && in.equals(BrokerNames.DEAD_LETTER_QUEUE));
  }

  private static boolean overHttp(KnownParticipant.KnownPort out, KnownParticipant.KnownPort in) {
    return out.exchange() == null
        && in.exchange() == null
        && Port.READING.equals(out.type())
        && Port.READING.equals(in.type());
  }

  /** One connection. */
  record Wire(
      KnownParticipant from,
      KnownParticipant.KnownPort out,
      KnownParticipant to,
      KnownParticipant.KnownPort in) {}
}
