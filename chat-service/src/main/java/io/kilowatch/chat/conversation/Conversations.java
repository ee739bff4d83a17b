package io.kilowatch.chat.conversation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation.State;
import io.kilowatch.chat.person.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Conversations and who may do what with them: their owners see their own, engineers see all.
 *
 * <p>Of one that somebody may not see they are told that there is none, as of one that there is
 * not.
 */
@Component
public class Conversations {

  private final MongoTemplate mongo;
  private final AuditTrail audit;
  private final Clock clock;

  Conversations(MongoTemplate mongo, AuditTrail audit, Clock clock) {
    this.mongo = mongo;
    this.audit = audit;
    this.clock = clock;
  }

  Conversation begin(CurrentUser owner, ConversationForm form) {
    Instant now = clock.instant();
    return mongo.insert(
        new Conversation(
            Identifier.fresh(),
            null,
            form.subject(),
            form.about(),
            owner.id(),
            Person.of(owner),
            null,
            State.OPEN,
            now,
            0,
            now,
            null,
            Map.of()));
  }

  /**
   * The conversation, for one of those who may see it.
   *
   * @throws ProblemException 404 for everybody else
   */
  public Conversation visibleTo(CurrentUser user, String id) {
    Conversation found = mongo.findById(id, Conversation.class);
    if (found == null || !(Person.isEngineer(user) || found.ownerId().equals(user.id()))) {
      throw ProblemException.notFound("conversation " + id);
    }
    return found;
  }

  /** Those that a person may see of a kind, the one with the newest message first. */
  Page<Conversation> page(
      CurrentUser user, ConversationKind kind, int limit, @Nullable String cursor) {
    Criteria wanted = kind.criteria(user);
    if (!Person.isEngineer(user)) {
      wanted = wanted.and("ownerId").is(user.id());
    }
    if (cursor != null) {
      List<String> end = Cursor.decode(cursor, 2);
      Instant at = instantOf(end.getFirst());
      wanted.orOperator(where("lastAt").lt(at), where("lastAt").is(at).and("id").gt(end.get(1)));
    }
    Sort order = Sort.by(Sort.Order.desc("lastAt"), Sort.Order.asc("id"));
    List<Conversation> found =
        mongo.find(query(wanted).with(order).limit(limit + 1), Conversation.class);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    Conversation last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit),
        Cursor.encode(Long.toString(last.lastAt().toEpochMilli()), last.id()));
  }

  private static Instant instantOf(String millis) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest("cursor", "is none that this list gave");
    }
  }

  /** Takes it on, from whoever had it before: handing over is a claim by the next. */
  Conversation claim(CurrentUser engineer, String id) {
    return changed(engineer, id, "claimed", new Update().set("assignee", Person.of(engineer)));
  }

  Conversation close(CurrentUser engineer, String id) {
    return changed(
        engineer, id, "closed", new Update().set("state", State.CLOSED).unset("waitingSince"));
  }

  Conversation reopen(CurrentUser engineer, String id) {
    return changed(engineer, id, "reopened", new Update().set("state", State.OPEN));
  }

  private Conversation changed(CurrentUser actor, String id, String verb, Update update) {
    visibleTo(actor, id);
    Conversation after = update(query(where("id").is(id)), update);
    if (after == null) {
      throw ProblemException.notFound("conversation " + id);
    }
    audit.record(actor, "conversation." + verb, id, Map.of("subject", after.subject()));
    return after;
  }

  /** Notes what a person has read; a number below what is known changes nothing. */
  Conversation read(CurrentUser user, String id, long upTo) {
    Conversation before = visibleTo(user, id);
    long there = Math.min(upTo, before.lastSequence());
    if (there <= before.readUpTo().getOrDefault(user.id(), 0L)) {
      return before;
    }
    Conversation after =
        update(query(where("id").is(id)), new Update().max("readUpTo." + user.id(), there));
    return after == null ? before : after;
  }

  /**
   * A message has come. Whoever closed the conversation meanwhile had not read that, so it is open
   * again, and its sender has read it.
   *
   * @throws ProblemException 404 if the conversation was deleted meanwhile
   */
  public Conversation spoken(CurrentUser sender, Conversation before, long sequence, Instant at) {
    Update update =
        new Update()
            .max("lastAt", at)
            .max("lastSequence", sequence)
            .max("readUpTo." + sender.id(), sequence)
            .set("state", State.OPEN);
    if (!before.ownerId().equals(sender.id())) {
      update.unset("waitingSince");
    } else if (before.waitingSince() == null) {
      update.set("waitingSince", at);
    }
    Conversation after = update(query(where("id").is(before.id())), update);
    if (after == null) {
      throw ProblemException.notFound("conversation " + before.id());
    }
    return after;
  }

  /** Those in which nobody has said anything since, open or not. */
  public List<String> silentSince(Instant at, int most) {
    return mongo.find(query(where("lastAt").lt(at)).limit(most), Conversation.class).stream()
        .map(Conversation::id)
        .toList();
  }

  /** Deletes it, unless somebody has spoken meanwhile. */
  public void deleteIfSilentSince(String id, Instant at) {
    mongo.remove(query(where("id").is(id).and("lastAt").lt(at)), Conversation.class);
  }

  private @Nullable Conversation update(Query query, Update update) {
    return mongo.findAndModify(
        query,
        update.inc("version", 1L),
        FindAndModifyOptions.options().returnNew(true),
        Conversation.class);
  }
}
