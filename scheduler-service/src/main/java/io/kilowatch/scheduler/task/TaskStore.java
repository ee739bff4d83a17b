package io.kilowatch.scheduler.task;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Tasks in MongoDB: one document each, so that each change of one is atomic. */
@Component
public class TaskStore {

  private static final List<TaskState> ACTIVE =
      Arrays.stream(TaskState.values()).filter(TaskState::isActive).toList();

  private static final List<TaskState> PLANNED_ONES =
      ACTIVE.stream().filter(state -> state != TaskState.SUBMITTED).toList();

  private final MongoTemplate mongo;

  public TaskStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** The new task, or the one that its sender has sent under this id before. */
  public Task keepOnce(Task task) {
    try {
      return mongo.insert(task);
    } catch (DuplicateKeyException e) {
      return ofClient(task.ownerId(), task.clientId()).orElseThrow(() -> e);
    }
  }

  /** The task that a person's client calls so. */
  Optional<Task> ofClient(String ownerId, String clientId) {
    return Optional.ofNullable(
        mongo.findOne(
            query(where("ownerId").is(ownerId).and("clientId").is(clientId)), Task.class));
  }

  public Optional<Task> find(String id) {
    return Optional.ofNullable(mongo.findById(id, Task.class));
  }

  /**
   * Writes a task as anybody may.
   *
   * @return as it is kept now; empty if somebody else has written it meanwhile, or deleted it
   */
  public Optional<Task> write(Task changed) {
    return replace(changed, where("version").is(changed.version()), changed.fence());
  }

  /**
   * Writes a task as the planner.
   *
   * @return the same, and empty too if a planner with a higher fence has it
   */
  public Optional<Task> write(Task changed, long fence) {
    return replace(changed, where("version").is(changed.version()).and("fence").lte(fence), fence);
  }

  private Optional<Task> replace(Task changed, Criteria condition, long fence) {
    Task next = changed.written(changed.version() + 1, fence);
    boolean written =
        mongo.replace(query(condition.and("id").is(changed.id())), next).getMatchedCount() == 1;
    return written ? Optional.of(next) : Optional.empty();
  }

  /** Has every write of planners with a lower fence refused from now on. */
  public void takeOver(long fence) {
    mongo.updateMulti(
        query(where("state").in(ACTIVE).and("fence").lt(fence)),
        new Update().set("fence", fence).inc("version", 1L),
        Task.class);
  }

  /**
   * Whether a planner with a lower fence has planned something after all: a task that came after
   * the next one took over, and that the next one does not know of.
   */
  public boolean hasStrays(long fence) {
    return mongo.exists(query(where("state").in(PLANNED_ONES).and("fence").lt(fence)), Task.class);
  }

  /** Those that have been planned and have not ended. */
  public List<Task> planned() {
    return mongo.find(query(where("state").in(PLANNED_ONES)), Task.class);
  }

  /** Those that the planner is to look at, the oldest first. */
  public List<Task> awaitingPlanner(int most) {
    return mongo.find(
        query(where("awaitsPlanner").is(true)).with(Sort.by("submittedAt", "id")).limit(most),
        Task.class);
  }

  /** Those whose receipts are due, the one that was due first first. */
  public List<Task> owingReceipts(Instant now, int most) {
    return mongo.find(
        query(where("receiptDueAt").lte(now)).with(Sort.by("receiptDueAt", "id")).limit(most),
        Task.class);
  }

  /** Those of a sender and name that were done, or missed, the last first. */
  public List<Task> lastRun(String ownerId, String name, int most) {
    return mongo.find(
        query(
                where("ownerId")
                    .is(ownerId)
                    .and("order.name")
                    .is(name)
                    .and("state")
                    .in(TaskState.DONE, TaskState.MISSED))
            .with(Sort.by(Sort.Direction.DESC, "endedAt"))
            .limit(most),
        Task.class);
  }

  /** Has a task's receipt made at another time; null for never again. */
  public void receiptDue(String id, @Nullable Instant at) {
    mongo.updateFirst(
        query(where("id").is(id)),
        new Update().set("receiptDueAt", at).inc("version", 1L),
        Task.class);
  }

  public List<Task> running() {
    return mongo.find(query(where("state").is(TaskState.RUNNING)), Task.class);
  }

  /**
   * What was asked for in a stretch of time and not refused, the oldest first; of more than so many
   * the last.
   */
  public List<Submitted> submittedBetween(Instant from, Instant to, int most) {
    Query wanted =
        query(where("submittedAt").gte(from).lt(to).and("state").ne(TaskState.REFUSED))
            .with(Sort.by("submittedAt", "id").descending())
            .limit(most);
    wanted.fields().include("order", "plannedSeconds", "submittedAt", "state");
    return mongo.find(wanted, Submitted.class, mongo.getCollectionName(Task.class)).reversed();
  }

  /** Of a task what it asked for, and whether that is planned yet. */
  public record Submitted(
      @Id String id, TaskOrder order, long plannedSeconds, Instant submittedAt, TaskState state) {}

  /**
   * Those that may have run, run or be planned in a stretch of time, by their ids. None does after
   * its deadline, so what was submitted long before need not be looked at.
   */
  public List<Task> activeBetween(Instant from, Instant to, @Nullable String afterId, int most) {
    Criteria wanted =
        where("submittedAt")
            .gte(from.minus(TaskRequest.FARTHEST))
            .lt(to)
            .and("state")
            .ne(TaskState.REFUSED);
    wanted.orOperator(where("endedAt").gt(from), where("endedAt").isNull());
    if (afterId != null) {
      wanted.and("id").gt(afterId);
    }
    return mongo.find(query(wanted).with(Sort.by("id")).limit(most), Task.class);
  }

  /** Those that have been on a server in a stretch of time. */
  public List<Task> workedIn(TaskSegment stretch) {
    Criteria run =
        where("serverId")
            .is(stretch.serverId())
            .and("start")
            .lt(stretch.end())
            .and("end")
            .gt(stretch.start());
    Criteria current =
        where("progress.current.serverId")
            .is(stretch.serverId())
            .and("progress.current.start")
            .lt(stretch.end());
    return mongo.find(
        query(
            new Criteria()
                .andOperator(
                    new Criteria()
                        .orOperator(
                            where("endedAt").gt(stretch.start()), where("endedAt").isNull()),
                    new Criteria().orOperator(where("progress.runs").elemMatch(run), current))),
        Task.class);
  }

  /** How many of somebody's tasks are active. */
  long countActive(String ownerId) {
    return mongo.count(query(where("ownerId").is(ownerId).and("state").in(ACTIVE)), Task.class);
  }
}
