package io.kilowatch.chat.live;

import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.conversation.Conversation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The conversations that somebody watches here. */
@Component
final class FollowedConversations {

  /** From the check of a subscription to the subscription. */
  private static final Duration SUBSCRIBING = Duration.ofSeconds(30);

  private final Watchers watchers;
  private final Clock clock;
  private final Map<String, Followed> byId = new ConcurrentHashMap<>();

  FollowedConversations(Watchers watchers, Clock clock) {
    this.watchers = watchers;
    this.clock = clock;
  }

  /** Somebody is about to watch it: what comes after this state of it must reach them. */
  void follow(Conversation conversation) {
    Instant now = clock.instant();
    var _ =
        byId.compute(
            conversation.id(),
            (id, known) -> known == null ? new Followed(conversation, now) : known.subscribed(now));
  }

  /** If this socket watches it, which it may: that was checked when it subscribed. */
  Optional<Followed> watchedBy(String socketId, String id) {
    return watchers.watches(socketId, Destinations.ofConversation(id)) ? get(id) : Optional.empty();
  }

  Optional<Followed> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  /** Lets go of those that nobody watches any more. */
  void forgetUnwatched() {
    Instant earliest = clock.instant().minus(SUBSCRIBING);
    for (String id : ids()) {
      var _ =
          byId.computeIfPresent(
              id, (key, it) -> isWatched(id) || it.subscribedAt().isAfter(earliest) ? it : null);
    }
  }

  private boolean isWatched(String id) {
    return watchers.watches(Destinations.ofConversation(id));
  }
}
