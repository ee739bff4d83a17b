package io.kilowatch.chat.live;

import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Marks;
import io.kilowatch.chat.conversation.Place;
import io.kilowatch.chat.message.MessageAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far those who watch a conversation here have been told of it.
 *
 * <p>A message is told of when it is the next one. One further on waits for those between, which
 * are read from the store if they don't come soon: so nobody sees a later one before.
 */
final class Followed {

  /** More that is early is rather read again. */
  private static final int MOST_EARLY = 32;

  private final String id;
  private final String ownerId;
  private Instant subscribedAt;
  private final Map<String, Long> deliveredUpTo;
  private final Map<String, Long> readUpTo;

  /** What was told of messages that have changed, by their numbers. */
  private final Map<Long, Long> revisions = new HashMap<>();

  /** What has come before its turn, by number. */
  private final NavigableMap<Long, MessageAnswer> early = new TreeMap<>();

  /** Since when messages were edited that may not have been told; null if all were. */
  private @Nullable Instant untoldSince;

  private long last;
  private long edits;

  /** The last number that there is, as far as is known. */
  private long known;

  /** What {@link #last} was when it was last asked whether something is missing. */
  private long lastWhenAsked = -1;

  /**
   * From this state of it on.
   *
   * @param now when somebody is about to subscribe
   */
  Followed(Conversation conversation, Instant now) {
    this.id = conversation.id();
    this.ownerId = conversation.ownerId();
    this.subscribedAt = now;
    this.last = conversation.lastSequence();
    this.known = last;
    this.edits = conversation.edits();
    this.deliveredUpTo = new HashMap<>(conversation.deliveredUpTo());
    this.readUpTo = new HashMap<>(conversation.readUpTo());
  }

  /** When somebody last was about to subscribe. */
  synchronized Instant subscribedAt() {
    return subscribedAt;
  }

  /** Another is about to subscribe. */
  synchronized Followed subscribed(Instant now) {
    subscribedAt = now;
    return this;
  }

  /**
   * A message has come, from wherever.
   *
   * @param send sends it, unless too much is under way already
   */
  synchronized void take(MessageAnswer message, Predicate<MessageAnswer> send) {
    if (message.sequence() <= last) {
      takeChanged(message, send);
      return;
    }
    known = Math.max(known, message.sequence());
    early.merge(
        message.sequence(),
        message,
        (before, now) -> now.revision() > before.revision() ? now : before);
    if (early.size() > MOST_EARLY) {
      early.pollLastEntry();
    }
    tellNext(send);
  }

  private void tellNext(Predicate<MessageAnswer> send) {
    MessageAnswer next = early.get(last + 1);
    while (next != null && send.test(next)) {
      last = next.sequence();
      early.remove(last);
      if (next.revision() > 0) {
        revisions.put(last, next.revision());
      }
      // Whoever says something has read what came before, and nobody needs to be told that.
      Map<String, Long> sender = Map.of(next.sender().id(), last);
      var _ = raise(new Marks(sender, sender));
      next = early.get(last + 1);
    }
  }

  private void takeChanged(MessageAnswer message, Predicate<MessageAnswer> send) {
    Instant editedAt = message.editedAt();
    if (message.revision() <= revisions.getOrDefault(message.sequence(), 0L)) {
      return;
    }
    if (send.test(message)) {
      revisions.put(message.sequence(), message.revision());
    } else if (editedAt != null) {
      noteUntold(editedAt);
    }
  }

  private void noteUntold(Instant since) {
    untoldSince = untoldSince == null || since.isBefore(untoldSince) ? since : untoldSince;
  }

  /** With the last number that is known, told or not: there is none that is free below it. */
  synchronized Place place() {
    return new Place(id, ownerId, known);
  }

  /** What is new of a mark, which goes no further than what was told. */
  synchronized Optional<Marks> delivered(String person, long upTo) {
    return risen(deliveredUpTo, person, upTo)
        .map(there -> new Marks(Map.of(person, there), Map.of()));
  }

  /** The same of what was read, which so has come. */
  synchronized Optional<Marks> read(String person, long upTo) {
    return risen(readUpTo, person, upTo)
        .map(there -> new Marks(Map.of(person, there), Map.of(person, there)));
  }

  private Optional<Long> risen(Map<String, Long> known, String person, long upTo) {
    long there = Math.min(upTo, last);
    return there > known.getOrDefault(person, 0L) ? Optional.of(there) : Optional.empty();
  }

  /**
   * Whether there are messages that were not told.
   *
   * @param patient whether to wait for those that may be on their way: until none has come between
   *     two times that this was asked
   */
  synchronized boolean isBehind(boolean patient) {
    boolean waits = patient && lastWhenAsked != last;
    lastWhenAsked = known > last ? last : -1;
    return known > last && !waits;
  }

  /** The last number that was told; what comes after it is going to be read. */
  synchronized long beginCatchingUp() {
    known = early.isEmpty() ? last : early.lastKey();
    return last;
  }

  /**
   * The conversation as it is in the store now.
   *
   * @param before when it was last seen there
   * @return since when messages have been edited that are still to be told; empty if there are none
   */
  synchronized Optional<Instant> found(Conversation conversation, Instant before) {
    known = Math.max(known, conversation.lastSequence());
    if (conversation.edits() > edits) {
      edits = conversation.edits();
      noteUntold(before);
    }
    return Optional.ofNullable(untoldSince);
  }

  /**
   * All messages that have been edited since the time that was asked for.
   *
   * @param send as of {@link #take}; what it does not send is asked for again
   */
  synchronized void takeEdited(List<MessageAnswer> edited, Predicate<MessageAnswer> send) {
    untoldSince = null;
    edited.forEach(message -> take(message, send));
  }

  synchronized boolean raise(Conversation conversation) {
    return raise(new Marks(conversation.deliveredUpTo(), conversation.readUpTo()));
  }

  /** Takes marks in, which only ever rise; whether any did. */
  synchronized boolean raise(Marks marks) {
    boolean delivered = raise(deliveredUpTo, marks.deliveredUpTo());
    boolean read = raise(readUpTo, marks.readUpTo());
    return delivered || read;
  }

  private static boolean raise(Map<String, Long> known, Map<String, Long> now) {
    boolean risen = false;
    for (Map.Entry<String, Long> mark : now.entrySet()) {
      long before = known.getOrDefault(mark.getKey(), 0L);
      if (mark.getValue() > before) {
        known.put(mark.getKey(), mark.getValue());
        risen = true;
      }
    }
    return risen;
  }

  synchronized Frame.Marks marks() {
    return new Frame.Marks(Map.copyOf(deliveredUpTo), Map.copyOf(readUpTo));
  }
}
