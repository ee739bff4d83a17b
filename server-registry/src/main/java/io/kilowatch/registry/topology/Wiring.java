package io.kilowatch.registry.topology;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is connected: an out-port and an in-port that name the same exchange or queue, the
 * exchange of readings with its queues, and over HTTP whoever has readings with ingestion.
 *
 * <p>Each start of a service leaves a participant for a day, so of the silent ones only the last of
 * a component is connected, and only while none of it is online: what waits for it is to be seen.
 */
final class Wiring {

  private static final Set<String> READING_QUEUES =
      BrokerNames.READING_ROUTING_KEYS.stream()
          .map(BrokerNames::readingQueue)
          .collect(toUnmodifiableSet());

  private Wiring() {}

  static List<Wire> between(List<KnownParticipant> participants, Instant now) {
    List<KnownParticipant> current = current(participants, now);
    Inlets inlets = new Inlets();
    current.forEach(inlets::add);
    List<Wire> wires = new ArrayList<>();
    for (KnownParticipant from : current) {
      for (KnownParticipant.KnownPort out : from.outports()) {
        inlets.of(out).forEach(inlet -> wires.add(new Wire(from, out, inlet.to(), inlet.in())));
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

  /** What an out-port may name that is connected to an in-port of this name. */
  private static List<String> namesOfOutports(String in) {
    if (READING_QUEUES.contains(in)) {
      return List.of(in, BrokerNames.READINGS_EXCHANGE);
    }
    return in.equals(BrokerNames.DEAD_LETTER_QUEUE)
        ? List.of(in, BrokerNames.DEAD_LETTER_EXCHANGE)
        : List.of(in);
  }

  /**
   * In-ports by what is connected to them, each in the order in which they came: tens of thousands
   * of sensors have an out-port and some in-ports each, of which none fits the other.
   */
  private static final class Inlets {

    private final Map<String, List<Inlet>> byName = new HashMap<>();
    private final List<Inlet> overHttp = new ArrayList<>();

    void add(KnownParticipant to) {
      for (KnownParticipant.KnownPort in : to.inports()) {
        Inlet inlet = new Inlet(to, in);
        String exchange = in.exchange();
        if (exchange != null) {
          namesOfOutports(exchange)
              .forEach(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(inlet));
        } else if (Port.READING.equals(in.type())) {
          overHttp.add(inlet);
        }
      }
    }

    List<Inlet> of(KnownParticipant.KnownPort out) {
      String exchange = out.exchange();
      if (exchange != null) {
        return byName.getOrDefault(exchange, List.of());
      }
      return Port.READING.equals(out.type()) ? overHttp : List.of();
    }
  }

  private record Inlet(KnownParticipant to, KnownParticipant.KnownPort in) {}

  /** One connection. */
  record Wire(
      KnownParticipant from,
      KnownParticipant.KnownPort out,
      KnownParticipant to,
      KnownParticipant.KnownPort in) {}
}
