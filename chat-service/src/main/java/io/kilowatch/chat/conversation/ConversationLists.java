package io.kilowatch.chat.conversation;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.person.Person;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Finds conversations: for people, and for what is done to all of a kind. */
@Component
public class ConversationLists {

  private final MongoTemplate mongo;

  ConversationLists(MongoTemplate mongo) {
    this.mongo = mongo;
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

  /** Those in which nobody has said anything since, open or not. */
  public List<String> silentSince(Instant at, int most) {
    return mongo.find(query(where("lastAt").lt(at)).limit(most), Conversation.class).stream()
        .map(Conversation::id)
        .toList();
  }

  /** Those of these ids that there are, as they are now. */
  public List<Conversation> withIds(Collection<String> ids) {
    return mongo.find(query(where("id").in(ids)), Conversation.class);
  }

  /** Those that were begun or have changed since, the last one first. */
  public List<Conversation> changedSince(Instant at, int most) {
    return mongo.find(
        query(where("changedAt").gt(at))
            .with(Sort.by(Sort.Direction.DESC, "changedAt"))
            .limit(most),
        Conversation.class);
  }
}
