package io.kilowatch.chat.conversation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation.State;
import io.kilowatch.chat.event.Events;
import io.kilowatch.chat.person.Person;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
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
  private final Events events;
  private final AuditTrail audit;
  private final Clock clock;

  Conversations(MongoTemplate mongo, Events events, AuditTrail audit, Clock clock) {
    this.mongo = mongo;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  Conversation begin(CurrentUser owner, ConversationForm form) {
    Instant now = clock.instant();
    Conversation begun =
        mongo.insert(
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
                Map.of(),
                Map.of(),
                0,
                now));
    events.tell(new ConversationChanged(begun));
    return begun;
  }

  /**
   * The conversation, for one of those who may see it.
   *
   * @throws ProblemException 404 for everybody else
   */
  public Conversation visibleTo(CurrentUser user, String id) {
    Conversation found = mongo.findById(id, Conversation.class);
    if (found == null || !found.isVisibleTo(user)) {
      throw ProblemException.notFound("conversation " + id);
    }
    return found;
  }

  /** Takes it on, from whoever had it before. */
  Conversation claim(CurrentUser engineer, String id) {
    return changed(engineer, id, "claimed", new Update().set("assignee", Person.of(engineer)));
  }

  /** Hands it over to another engineer. */
  Conversation assign(CurrentUser engineer, String id, Person next) {
    Conversation after = changed(engineer, id, new Update().set("assignee", next));
    audit.record(
        engineer,
        "conversation.assigned",
        id,
        Map.of("subject", after.subject(), "engineer", next.id()));
    return after;
  }

  Conversation close(CurrentUser engineer, String id) {
    return changed(
        engineer, id, "closed", new Update().set("state", State.CLOSED).unset("waitingSince"));
  }

  Conversation reopen(CurrentUser engineer, String id) {
    return changed(engineer, id, "reopened", new Update().set("state", State.OPEN));
  }

  private Conversation changed(CurrentUser actor, String id, String verb, Update update) {
    Conversation after = changed(actor, id, update);
    audit.record(actor, "conversation." + verb, id, Map.of("subject", after.subject()));
    return after;
  }

  private Conversation changed(CurrentUser actor, String id, Update update) {
    var _ = visibleTo(actor, id);
    return update(id, update);
  }

  /** Notes what a person has read, and so has got; a number below what is known changes nothing. */
  public Conversation read(CurrentUser user, String id, long upTo) {
    Conversation before = visibleTo(user, id);
    long there = Math.min(upTo, before.lastSequence());
    if (there <= before.readUpTo().getOrDefault(user.id(), 0L)) {
      return before;
    }
    return update(
        id,
        new Update().max("readUpTo." + user.id(), there).max("deliveredUpTo." + user.id(), there));
  }

  /** Notes what has reached a page of a person, in the same way. */
  public Conversation delivered(CurrentUser user, String id, long upTo) {
    Conversation before = visibleTo(user, id);
    long there = Math.min(upTo, before.lastSequence());
    if (there <= before.deliveredUpTo().getOrDefault(user.id(), 0L)) {
      return before;
    }
    return update(id, new Update().max("deliveredUpTo." + user.id(), there));
  }

  /**
   * Notes how far people are in conversations, by the conversation's id: one call of the store for
   * all. For those who may see them and have been told so much.
   */
  public void mark(Map<String, Marks> marks) {
    BulkOperations updates = mongo.bulkOps(BulkMode.UNORDERED, Conversation.class);
    marks.forEach((id, each) -> updates.updateOne(query(where("id").is(id)), raised(each)));
    var _ = updates.execute();
    events.tell(new MarksRisen(marks));
  }

  private Update raised(Marks marks) {
    Update update = noted(new Update());
    marks.deliveredUpTo().forEach((id, number) -> update.max("deliveredUpTo." + id, number));
    marks.readUpTo().forEach((id, number) -> update.max("readUpTo." + id, number));
    return update;
  }

  /** A message of it was edited or withdrawn. */
  public void edited(String id) {
    var _ = update(id, new Update().inc("edits", 1L));
  }

  /**
   * A message has come, of which its event tells. Whoever closed the conversation meanwhile had not
   * read that, so it is open again, and its sender has read it.
   *
   * @return false if the conversation was deleted meanwhile
   */
  public boolean spoken(CurrentUser sender, Place place, long sequence, Instant at) {
    Update last = said(sender, sequence, at);
    if (place.ownerId().equals(sender.id())) {
      last.min("waitingSince", at); // of a field that is not there it is the value
    } else {
      last.unset("waitingSince");
    }
    // Whether anybody waits is for the last message to say, and a later one may be noted before.
    return note(where("id").is(place.id()).and("lastSequence").lt(sequence), last)
        || note(where("id").is(place.id()), said(sender, sequence, at));
  }

  private static Update said(CurrentUser sender, long sequence, Instant at) {
    return new Update()
        .max("lastAt", at)
        .max("lastSequence", sequence)
        .max("readUpTo." + sender.id(), sequence)
        .max("deliveredUpTo." + sender.id(), sequence)
        .set("state", State.OPEN);
  }

  private boolean note(Criteria which, Update update) {
    return mongo.updateFirst(query(which), noted(update), Conversation.class).getMatchedCount()
        == 1;
  }

  /** Deletes it, unless somebody has spoken meanwhile. */
  public void deleteIfSilentSince(String id, Instant at) {
    mongo.remove(query(where("id").is(id).and("lastAt").lt(at)), Conversation.class);
  }

  private Update noted(Update update) {
    return update.inc("version", 1L).max("changedAt", clock.instant());
  }

  private Conversation update(String id, Update update) {
    Conversation after =
        mongo.findAndModify(
            query(where("id").is(id)),
            noted(update),
            FindAndModifyOptions.options().returnNew(true),
            Conversation.class);
    if (after == null) {
      throw ProblemException.notFound("conversation " + id);
    }
    events.tell(new ConversationChanged(after));
    return after;
  }
}
