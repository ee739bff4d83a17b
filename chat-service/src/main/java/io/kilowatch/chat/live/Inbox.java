package io.kilowatch.chat.live;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.ConversationAnswers;
import io.kilowatch.chat.conversation.ConversationChanged;
import io.kilowatch.chat.conversation.ConversationLists;
import io.kilowatch.chat.message.MessageKept;
import io.kilowatch.chat.person.Person;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells people which of the conversations that they may see are new or have changed, every two
 * seconds: with each message that anybody writes, engineers would have to be told of every one.
 */
@Component
final class Inbox extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final long PAUSE_MILLIS = 2_000;

  /**
   * Told in one round, the one that has waited longest first: where more than that are talked in at
   * once, each is told of every few seconds. 30 kB of JSON for each engineer.
   */
  private static final int MOST_A_ROUND = 50;

  /**
   * How long it takes to tell all people, and to come from one to the next, at most: what engineers
   * are told together is megabytes, and messages would wait behind it.
   */
  private static final Duration SPREAD = Duration.ofSeconds(1);

  private static final Duration MOST_BETWEEN = Duration.ofMillis(10);

  private static final int MOST_REMEMBERED = 5_000;

  private final Watchers watchers;
  private final Sockets sockets;
  private final ConversationAnswers answers;
  private final ConversationLists lists;

  /** Ids of those that may have to be told of. */
  private final Set<String> changed = new LinkedHashSet<>();

  /** The versions that were told, of those that have changed last. */
  private final Map<String, Long> told =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Inbox(Watchers watchers, Sockets sockets, ConversationAnswers answers, ConversationLists lists) {
    super("chat-inbox", PAUSE_MILLIS);
    this.watchers = watchers;
    this.sockets = sockets;
    this.answers = answers;
    this.lists = lists;
  }

  boolean isWatched() {
    return watchers.watches(Destinations.INBOX);
  }

  @EventListener
  void changed(ConversationChanged event) {
    add(event.conversation());
  }

  @EventListener
  synchronized void kept(MessageKept event) {
    changed.add(event.message().conversationId());
  }

  /** Tells of it with the next round, unless that has been told already. */
  synchronized void add(Conversation conversation) {
    if (isNew(conversation)) {
      changed.add(conversation.id());
    }
  }

  private boolean isNew(Conversation conversation) {
    return version(conversation) > told.getOrDefault(conversation.id(), -1L);
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
    Collection<CurrentUser> people = people();
    long nanosBetween =
        Math.min(MOST_BETWEEN.toNanos(), SPREAD.toNanos() / Math.max(1, people.size()));
    for (CurrentUser user : people) {
      tell(user, Person.isEngineer(user) ? all : byOwner.getOrDefault(user.id(), List.of()));
      LockSupport.parkNanos(nanosBetween);
    }
  }

  /** Each once, however many sessions they have: what a person is told reaches all of these. */
  private Collection<CurrentUser> people() {
    return watchers.people(Destinations.INBOX).stream()
        .collect(Collectors.toMap(CurrentUser::id, Function.identity(), (one, other) -> one))
        .values();
  }

  /** As they are now; what can't be read now is told of later. */
  private List<Conversation> takeChanged() {
    List<String> ids = takeIds();
    if (ids.isEmpty() || !isWatched()) {
      return List.of();
    }
    try {
      return toTell(lists.withIds(ids));
    } catch (DataAccessException e) {
      LOG.debug("the store can't be looked into: {}", e.getMessage());
      putBack(ids);
      return List.of();
    }
  }

  private synchronized List<String> takeIds() {
    List<String> taken = changed.stream().limit(MOST_A_ROUND).toList();
    changed.removeAll(Set.copyOf(taken));
    return taken;
  }

  private synchronized void putBack(List<String> ids) {
    changed.addAll(ids);
  }

  private synchronized List<Conversation> toTell(List<Conversation> found) {
    List<Conversation> fresh = found.stream().filter(this::isNew).toList();
    fresh.forEach(conversation -> told.put(conversation.id(), version(conversation)));
    return fresh;
  }

  private void tell(CurrentUser user, List<Conversation> conversations) {
    if (!conversations.isEmpty()) {
      sockets.toInbox(
          user.id(),
          new Frame.Changes(conversations.stream().map(each -> answers.of(user, each)).toList()));
    }
  }
}
