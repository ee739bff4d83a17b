package io.kilowatch.scheduler.task;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.problem.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.stereotype.Component;

/** Pages of tasks, the one that was submitted last first. */
@Component
class TaskLists {

  private final MongoTemplate mongo;

  TaskLists(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /**
   * One page.
   *
   * @param state by its name in answers; null for any
   * @param ownerId null for anybody's
   * @throws ProblemException 400 for a state or cursor that there is not
   */
  Page<Task> page(
      @Nullable String state, @Nullable String ownerId, int limit, @Nullable String cursor) {
    Criteria wanted = new Criteria();
    if (state != null) {
      wanted.and("state").is(stateOf(state));
    }
    if (ownerId != null) {
      wanted.and("ownerId").is(ownerId);
    }
    if (cursor != null) {
      List<String> end = Cursor.decode(cursor, 2);
      Instant at = instantOf(end.getFirst());
      wanted.orOperator(
          where("submittedAt").lt(at), where("submittedAt").is(at).and("id").gt(end.get(1)));
    }
    Sort order = Sort.by(Sort.Order.desc("submittedAt"), Sort.Order.asc("id"));
    List<Task> found = mongo.find(query(wanted).with(order).limit(limit + 1), Task.class);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    Task last = found.get(limit - 1);
    return new Page<>(
        found.subList(0, limit),
        Cursor.encode(Long.toString(last.submittedAt().toEpochMilli()), last.id()));
  }

  private static TaskState stateOf(String name) {
    return Arrays.stream(TaskState.values())
        .filter(state -> state.wireName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.badRequest(
                "state",
                "must be one of "
                    + Arrays.stream(TaskState.values()).map(TaskState::wireName).toList()));
  }

  private static Instant instantOf(String millis) {
    try {
      return Instant.ofEpochMilli(Long.parseLong(millis));
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest("cursor", "is none that this list gave");
    }
  }
}
