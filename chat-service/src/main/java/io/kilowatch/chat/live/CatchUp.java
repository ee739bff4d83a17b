package io.kilowatch.chat.live;

import io.kilowatch.base.rounds.Rounds;
import io.kilowatch.chat.conversation.ConversationLists;
import io.kilowatch.chat.event.EventQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Looks into the store for what events have not told: every two seconds, and four times a second
 * while those of other replicas don't come in.
 */
@Component
final class CatchUp extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
  private static final long CHECK_MILLIS = 250;
  private static final Duration POLL = Duration.ofSeconds(2);

  /** Far more than clocks of replicas differ, or a write takes. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private static final int MOST_IDS = 500;
  private static final int MOST_CHANGES = 1_000;

  private final FollowedConversations followed;
  private final Feed feed;
  private final Inbox inbox;
  private final ConversationLists lists;
  private final EventQueue events;
  private final Clock clock;
  private Instant lookedAt;

  CatchUp(
      FollowedConversations followed,
      Feed feed,
      Inbox inbox,
      ConversationLists lists,
      EventQueue events,
      Clock clock) {
    super("chat-catch-up", CHECK_MILLIS);
    this.followed = followed;
    this.feed = feed;
    this.inbox = inbox;
    this.lists = lists;
    this.events = events;
    this.clock = clock;
    this.lookedAt = clock.instant();
  }

  @Override
  protected void round() {
    followed.forgetUnwatched();
    Set<String> ids = followed.ids();
    try {
      Instant now = clock.instant();
      if (!events.isOpen() || !lookedAt.plus(POLL).isAfter(now)) {
        look(List.copyOf(ids));
        lookedAt = now;
      }
      ids.forEach(id -> feed.catchUp(id, events.isOpen()));
    } catch (DataAccessException e) {
      LOG.debug("the store can't be looked into: {}", e.getMessage());
    }
  }

  private void look(List<String> ids) {
    Instant since = lookedAt.minus(OVERLAP);
    for (int from = 0; from < ids.size(); from += MOST_IDS) {
      List<String> some = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + MOST_IDS)));
      lists.withIds(some).forEach(conversation -> feed.found(conversation, since));
    }
    if (inbox.isWatched()) {
      lists.changedSince(since, MOST_CHANGES).forEach(inbox::add);
    }
  }
}
