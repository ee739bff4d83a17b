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
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Knows who has which conversation open at any replica, and tells those who watch it.
 *
 * <p>Each replica tells the others of its own at each change, and of all from time to time, since
 * what it told may have been lost. One that has not been heard of for a while is taken for gone.
 */
@Component
final class Presence extends Rounds {

  private static final long ROUND_MILLIS = 15_000;
  private static final Duration SILENT = Duration.ofSeconds(40);

  private final Watchers watchers;
  private final Events events;
  private final Sockets sockets;
  private final Replica replica;
  private final Clock clock;
  private final Map<String, Known> replicas = new ConcurrentHashMap<>();

  /** What a replica has told; for whoever holds the lock of this object. */
  private static final class Known {
    private final Map<String, List<Person>> people = new HashMap<>();
    private Instant heardAt = Instant.EPOCH;
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
      Known known = replicas.computeIfAbsent(event.replica(), id -> new Known());
      known.heardAt = clock.instant();
      event
          .people()
          .forEach((id, people) -> {
            if (people.isEmpty()) {
              known.people.remove(id);
            } else {
              known.people.put(id, people);
            }
          });
    }
    event.people().keySet().forEach(this::tell);
  }

  /** Repeats what is so here, and forgets replicas that are silent. */
  @Override
  protected void round() {
    Map<String, List<Person>> here = new HashMap<>();
    for (String destination : watchers.watched()) {
      Destinations.conversation(destination).ifPresent(id -> here.put(id, people(id)));
    }
    if (!here.isEmpty()) {
      events.tell(new PresentAt(replica.id(), here));
    }
    forgetSilent().forEach(this::tell);
  }

  private synchronized Set<String> forgetSilent() {
    Instant earliest = clock.instant().minus(SILENT);
    Set<String> changed = new TreeSet<>();
    replicas
        .entrySet()
        .removeIf(entry -> {
          boolean silent =
              entry.getValue().heardAt.isBefore(earliest) && !entry.getKey().equals(replica.id());
          if (silent) {
            changed.addAll(entry.getValue().people.keySet());
          }
          return silent;
        });
    return changed;
  }

  private void tell(String id) {
    if (watchers.watches(Destinations.ofConversation(id)) && !sockets.tooMany()) {
      sockets.toConversation(id, new Frame.Present(everywhere(id)));
    }
  }

  private synchronized List<Person> everywhere(String id) {
    return replicas.values().stream()
        .flatMap(known -> known.people.getOrDefault(id, List.of()).stream())
        .distinct()
        .sorted(Comparator.comparing(Person::name).thenComparing(Person::id))
        .toList();
  }
}
