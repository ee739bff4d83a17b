package io.kilowatch.chat.live;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.ConversationAnswers;
import io.kilowatch.chat.conversation.ConversationChanged;
import io.kilowatch.chat.person.Person;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells people which of the conversations that they may see are new or have changed, every two
 * seconds: with each message that anybody writes, engineers would have to be told of every one.
 */
@Component
final class Inbox extends Rounds {

  private static final long PAUSE_MILLIS = 2_000;

  /**
   * Told in one round, the one that has waited longest first: where more than that are talked in at
   * once, each is told of every few seconds. 30 kB of JSON for each engineer.
   */
  private static final int MOST_A_ROUND = 50;

  private static final int MOST_REMEMBERED = 5_000;

  private final Watchers watchers;
  private final Sockets sockets;
  private final ConversationAnswers answers;
  private final Map<String, Conversation> changed = new LinkedHashMap<>();

  /** The versions that were told, of those that have changed last. */
  private final Map<String, Long> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Inbox(Watchers watchers, Sockets sockets, ConversationAnswers answers) {
    super("chat-inbox", PAUSE_MILLIS);
    this.watchers = watchers;
    this.sockets = sockets;
    this.answers = answers;
  }

  boolean isWatched() {
    return watchers.watches(Destinations.INBOX);
  }

  @EventListener
  void changed(ConversationChanged event) {
    add(event.conversation());
  }

  /** Tells of it with the next round, unless that has been told already. */
  synchronized void add(Conversation conversation) {
    if (version(conversation) > told.getOrDefault(conversation.id(), -1L)) {
      told.put(conversation.id(), version(conversation));
      changed.put(conversation.id(), conversation);
    }
  }

  private static long version(Conversation conversation) {
    Long version = conversation.version();
    return version == null ? 0 : version;
  }

  @Override
  protected void round() {
    if (sockets.tooMany()) {
      return;
    }
    List<Conversation> all = takeChanged();
    if (all.isEmpty()) {
      return;
    }
    Map<String, List<Conversation>> byOwner =
        all.stream().collect(Collectors.groupingBy(Conversation::ownerId));
    for (CurrentUser user : people()) {
      tell(user, Person.isEngineer(user) ? all : byOwner.getOrDefault(user.id(), List.of()));
    }
  }

  /** Each once, however many sessions they have: what a person is told reaches all of these. */
  private Collection<CurrentUser> people() {
    return watchers.people(Destinations.INBOX).stream()
        .collect(Collectors.toMap(CurrentUser::id, Function.identity(), (one, other) -> one))
        .values();
  }

  private synchronized List<Conversation> takeChanged() {
    List<Conversation> taken = changed.values().stream().limit(MOST_A_ROUND).toList();
    taken.forEach(conversation -> changed.remove(conversation.id()));
    return taken;
  }

  private void tell(CurrentUser user, List<Conversation> conversations) {
    if (!conversations.isEmpty()) {
      sockets.toInbox(
          user.id(),
          new Frame.Changes(conversations.stream().map(each -> answers.of(user, each)).toList()));
    }
  }
}
