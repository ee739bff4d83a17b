package io.kilowatch.chat.live;

import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Marks;
import io.kilowatch.chat.conversation.Place;
import io.kilowatch.chat.message.MessageAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far those who watch a conversation here have been told of it.
 *
 * <p>A message is told of when it is the next one. One further on means that some are missing: they
 * are read from the store, all in order, so that nobody sees a later one before.
 */
final class Followed {

  private final String id;
  private final String ownerId;
  private Instant subscribedAt;
  private final Map<String, Long> deliveredUpTo;
  private final Map<String, Long> readUpTo;

  /** What was told of messages that have changed, by their numbers. */
  private final Map<Long, Long> revisions = new HashMap<>();

  private long last;
  private long edits;
  private boolean behind;

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
    } else if (message.sequence() == last + 1 && send.test(message)) {
      last = message.sequence();
      if (message.revision() > 0) {
        revisions.put(message.sequence(), message.revision());
      }
    } else {
      behind = true;
    }
  }

  private void takeChanged(MessageAnswer message, Predicate<MessageAnswer> send) {
    boolean newer = message.revision() > revisions.getOrDefault(message.sequence(), 0L);
    if (newer && send.test(message)) {
      revisions.put(message.sequence(), message.revision());
    }
  }

  synchronized Place place() {
    return new Place(id, ownerId, last);
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

  synchronized boolean isBehind() {
    return behind;
  }

  /** The last number that was told; what comes after it is going to be read. */
  synchronized long beginCatchingUp() {
    behind = false;
    return last;
  }

  /**
   * The conversation as it is in the store now.
   *
   * @return whether messages have been edited since it was last seen there
   */
  synchronized boolean found(Conversation conversation) {
    behind |= conversation.lastSequence() > last;
    boolean edited = conversation.edits() > edits;
    edits = Math.max(edits, conversation.edits());
    return edited;
  }

  /** Takes marks in, which only ever rise; whether any did. */
  synchronized boolean raise(Conversation conversation) {
    boolean delivered = raise(deliveredUpTo, conversation.deliveredUpTo());
    boolean read = raise(readUpTo, conversation.readUpTo());
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
