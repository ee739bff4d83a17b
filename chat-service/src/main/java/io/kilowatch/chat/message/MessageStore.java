package io.kilowatch.chat.message;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Keeps messages in MongoDB.
 *
 * <p>A message takes the number after the last one under a unique index, and another try where two
 * take the same: so a number is never visible before the one below it is, and a reader who has all
 * up to a number misses nothing.
 */
@Component
public class MessageStore {

  /** Far more than senders can meet in one conversation. */
  private static final int MOST_TRIES = 100;

  /** A message that was found not to have come before may come by another way meanwhile. */
  private static final int REPETITION_EVERY = 5;

  private final MongoTemplate mongo;

  MessageStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** What became of a message that somebody sent: there now, or there already. */
  record Kept(Message message, boolean fresh) {}

  /**
   * Keeps a message, once however often it is sent.
   *
   * @param draft whose number is the one before the first that may be free
   * @throws ProblemException 409 if its sender's page called a message of another conversation so
   */
  Kept keep(Message draft) {
    long free = draft.sequence() + 1;
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        return new Kept(mongo.insert(draft.withSequence(free)), true);
      } catch (DuplicateKeyException e) {
        // The number is taken, or the message has come before.
        Optional<Message> before =
            tries % REPETITION_EVERY == 0
                ? ofClient(draft.senderId(), draft.clientId())
                : Optional.empty();
        if (before.isPresent()) {
          return repeated(before.get(), draft);
        }
        free = tries == 0 ? free + 1 : lastFrom(draft.conversationId(), free - 1) + 1;
      }
    }
    throw ProblemException.unavailable(
        "Too much is said here at once. Send it again.", Duration.ofSeconds(1));
  }

  private static Kept repeated(Message before, Message draft) {
    if (!before.conversationId().equals(draft.conversationId())) {
      throw ProblemException.conflict("clientId", "names a message of another conversation");
    }
    return new Kept(before, false);
  }

  private Optional<Message> ofClient(String senderId, String clientId) {
    return Optional.ofNullable(
        mongo.findOne(
            query(where("senderId").is(senderId).and("clientId").is(clientId)), Message.class));
  }

  /**
   * The last number that is taken, by a few look-ups in the index: one number further on, two, four
   * and so on, then between the last that was found and the first that was not.
   *
   * @param taken one that is, or 0
   */
  private long lastFrom(String conversationId, long taken) {
    long last = taken;
    long step = 1;
    while (isTaken(conversationId, last + step)) {
      last += step;
      step *= 2;
    }
    long free = last + step;
    while (free - last > 1) {
      long middle = last + (free - last) / 2;
      if (isTaken(conversationId, middle)) {
        last = middle;
      } else {
        free = middle;
      }
    }
    return last;
  }

  private boolean isTaken(String conversationId, long sequence) {
    return find(conversationId, sequence).isPresent();
  }

  /**
   * Messages of a conversation, oldest first.
   *
   * @param after only those with a higher number
   * @param before only those with a lower number; null for no bound
   * @param newest whether the last ones are wanted where there are more than the limit
   */
  List<Message> page(
      String conversationId, long after, @Nullable Long before, int limit, boolean newest) {
    Criteria range = where("sequence").gt(after);
    if (before != null) {
      range = range.lt(before);
    }
    Sort.Direction direction = newest ? Sort.Direction.DESC : Sort.Direction.ASC;
    List<Message> found =
        mongo.find(
            query(where("conversationId").is(conversationId).andOperator(range))
                .with(Sort.by(direction, "sequence"))
                .limit(limit),
            Message.class);
    return newest ? found.reversed() : found;
  }

  /** Messages of a conversation after a number, oldest first. */
  public List<MessageAnswer> after(String conversationId, long sequence, int limit) {
    return page(conversationId, sequence, null, limit, false).stream()
        .map(MessageAnswer::of)
        .toList();
  }

  /** Those that were edited or withdrawn since. */
  public List<MessageAnswer> editedSince(String conversationId, Instant at) {
    return mongo
        .find(
            query(where("conversationId").is(conversationId).and("editedAt").gte(at)),
            Message.class)
        .stream()
        .map(MessageAnswer::of)
        .toList();
  }

  Optional<Message> find(String conversationId, long sequence) {
    return Optional.ofNullable(mongo.findOne(at(conversationId, sequence), Message.class));
  }

  /** Changes a message that still is as it was read; empty if somebody was faster. */
  Optional<Message> change(Message before, Update update) {
    Query unchanged = query(where("id").is(before.id()).and("revision").is(before.revision()));
    return Optional.ofNullable(
        mongo.findAndModify(
            unchanged,
            update.inc("revision", 1L),
            FindAndModifyOptions.options().returnNew(true),
            Message.class));
  }

  void delete(Message message) {
    mongo.remove(query(where("id").is(message.id())), Message.class);
  }

  /** Deletes what was said in a conversation before a time. */
  void deleteBefore(String conversationId, Instant at) {
    mongo.remove(query(where("conversationId").is(conversationId).and("at").lt(at)), Message.class);
  }

  private static Query at(String conversationId, long sequence) {
    return query(where("conversationId").is(conversationId).and("sequence").is(sequence));
  }
}
