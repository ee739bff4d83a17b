package io.kilowatch.chat.live;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.event.Events;
import io.kilowatch.chat.event.Replica;
import io.kilowatch.chat.person.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Knows who has which conversation open at any replica, and tells those who watch it.
 *
 * <p>Each replica tells the others of its own at each change, and of all from time to time, since
 * what it told may have been lost. What it has not said again for a while is not so any more.
 */
@Component
final class Presence extends Rounds {

  private static final long ROUND_MILLIS = 15_000;
  private static final Duration HOLDS = Duration.ofSeconds(40);

  private final Watchers watchers;
  private final Events events;
  private final Sockets sockets;
  private final Replica replica;
  private final Clock clock;

  /** What replicas have told of conversations; for whoever holds the lock of this object. */
  private final Map<String, Map<String, Told>> replicas = new HashMap<>();

  private record Told(List<Person> people, Instant at) {
    static final Told NOTHING = new Told(List.of(), Instant.EPOCH);
  }

  Presence(Watchers watchers, Events events, Sockets sockets, Replica replica, Clock clock) {
    super("chat-presence", ROUND_MILLIS);
    this.watchers = watchers;
    this.events = events;
    this.sockets = sockets;
    this.replica = replica;
    this.clock = clock;
    watchers.onVisit(this::visited);
  }

  /** One after the other, so that what is told last is what is so. */
  private synchronized void visited(String destination) {
    Destinations.conversation(destination)
        .ifPresent(id -> events.tell(new PresentAt(replica.id(), Map.of(id, people(id)))));
  }

  private List<Person> people(String id) {
    return watchers.people(Destinations.ofConversation(id)).stream()
        .map(Person::of)
        .distinct()
        .toList();
  }

  @EventListener
  void heard(PresentAt event) {
    synchronized (this) {
      Map<String, Told> told = replicas.computeIfAbsent(event.replica(), id -> new HashMap<>());
      event
          .people()
          .forEach((id, people) -> {
            if (people.isEmpty()) {
              told.remove(id);
            } else {
              told.put(id, new Told(people, clock.instant()));
            }
          });
    }
    event.people().keySet().forEach(this::tell);
  }

  /** Says again what is so here, and forgets what others have not. */
  @Override
  protected void round() {
    Map<String, List<Person>> here = new HashMap<>();
    for (String destination : watchers.watched()) {
      Destinations.conversation(destination).ifPresent(id -> here.put(id, people(id)));
    }
    if (!here.isEmpty()) {
      events.tell(new PresentAt(replica.id(), here));
    }
    forgetOld().forEach(this::tell);
  }

  private synchronized Set<String> forgetOld() {
    Instant earliest = clock.instant().minus(HOLDS);
    Set<String> changed = new TreeSet<>();
    for (Map<String, Told> told : replicas.values()) {
      Set<String> old =
          told.entrySet().stream()
              .filter(each -> each.getValue().at().isBefore(earliest))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      told.keySet().removeAll(old);
      changed.addAll(old);
    }
    replicas.values().removeIf(Map::isEmpty);
    return changed;
  }

  private void tell(String id) {
    if (watchers.watches(Destinations.ofConversation(id)) && !sockets.tooMany()) {
      sockets.toConversation(id, new Frame.Present(everywhere(id)));
    }
  }

  private synchronized List<Person> everywhere(String id) {
    return replicas.values().stream()
        .flatMap(told -> told.getOrDefault(id, Told.NOTHING).people().stream())
        .distinct()
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .toList();
  }
}
