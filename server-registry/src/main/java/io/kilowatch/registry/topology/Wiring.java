package io.kilowatch.registry.topology;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is connected: an out-port and an in-port that name the same exchange or queue, the
 * exchange of readings with its queues, and over HTTP whoever has readings with ingestion.
 *
 * <p>Each start of a service leaves a participant for a day, so of the silent ones only the last of
 * a component is connected, and only while none of it is online: what waits for it is to be seen.
 */
final class Wiring {

  private Wiring() {}

  static List<Wire> between(List<KnownParticipant> participants, Instant now) {
    List<KnownParticipant> current = current(participants, now);
    List<Wire> wires = new ArrayList<>();
    for (KnownParticipant from : current) {
      for (KnownParticipant.KnownPort out : from.outports()) {
        for (KnownParticipant to : current) {
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

  private static List<KnownParticipant> current(List<KnownParticipant> all, Instant now) {
    List<KnownParticipant> current = new ArrayList<>();
    all.stream()
        .collect(
            groupingBy(each -> each.role() + " " + each.component(), LinkedHashMap::new, toList()))
        .values()
        .forEach(ofOne -> {
          List<KnownParticipant> online =
              ofOne.stream().filter(each -> each.isOnlineAt(now)).toList();
          current.addAll(
              online.isEmpty()
                  ? List.of(Collections.max(ofOne, comparing(KnownParticipant::lastSeen)))
                  : online);
        });
    return current;
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
