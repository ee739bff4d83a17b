package io.kilowatch.registry.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.kilowatch.registry.input.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which changes a list shall have.
 *
 * @param action a whole action, such as {@code key.revoked}, or what it is about, such as {@code
 *     key}
 * @param actor id of who made the change
 * @param q part of the actor's name or of a detail, or the whole id of what was changed
 */
public record AuditFilter(@Nullable String action, @Nullable String actor, @Nullable String q) {

  List<Criteria> criteria() {
    List<Criteria> all = new ArrayList<>();
    if (action != null && !action.isBlank()) {
      all.add(byAction(action.strip()));
    }
    if (actor != null && !actor.isBlank()) {
      all.add(where("actorId").is(actor.strip()));
    }
    if (q != null && !q.isBlank()) {
      all.add(bySearch(q.strip()));
    }
    return all;
  }

  private static Criteria byAction(String action) {
    return action.contains(".")
        ? where("action").is(action)
        : where("action").regex(SearchText.atStart("action", action + "."));
  }

  private static Criteria bySearch(String text) {
    Pattern part = SearchText.anywhere("q", text);
    return new Criteria()
        .orOperator(
            where("actorName").regex(part),
            where("details.value").regex(part),
            where("subject").is(text));
  }
}
