package io.kilowatch.chat.event;

import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** The kinds of events of this service, by the names that they have between replicas. */
public record EventTypes(Map<String, Class<? extends ChatEvent>> byName) {

  public EventTypes {
    byName = Map.copyOf(byName);
  }

  String nameOf(ChatEvent event) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue() == event.getClass())
        .map(Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no name for " + event.getClass()));
  }

  /** Empty for one that only newer replicas know. */
  Optional<Class<? extends ChatEvent>> typeOf(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
