package io.kilowatch.scheduler.task;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Takes tasks, and takes them back.
 *
 * <p>Any replica keeps a task and then waits until the one that plans has looked at it, wherever
 * that is: there is one way, and what was kept is planned however its sender fares.
 */
@Component
class Submissions {

  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final int MOST_TRIES = 10;
  private static final Set<String> ENGINEERS = Set.of("ENGINEER", "ADMIN");

  private final TaskStore store;
  private final TaskSettings settings;
  private final ApplicationEventPublisher events;
  private final AuditTrail audit;
  private final Clock clock;

  Submissions(
      TaskStore store,
      TaskSettings settings,
      ApplicationEventPublisher events,
      AuditTrail audit,
      Clock clock) {
    this.store = store;
    this.settings = settings;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  /** Its owner may, and engineers. */
  static boolean mayChange(CurrentUser user, Task task) {
    return task.ownerId().equals(user.id()) || ENGINEERS.contains(user.role());
  }

  /**
   * Keeps a task, once however often it is sent, and waits for its plan.
   *
   * @param clientId null for one that is new each time
   * @return planned, or still submitted if no planner has looked at it in time
   * @throws ProblemException 400, 409 with the reason if it can't be placed, 429 for one too many
   */
  Task submit(CurrentUser sender, @Nullable String clientId, TaskOrder order) {
    if (clientId != null && !CLIENT_ID.matcher(clientId).matches()) {
      throw ProblemException.badRequest("clientId", "must be 8 to 64 letters, digits, _ or -");
    }
    settings.requireRunnable(order);
    Optional<Task> before =
        clientId == null ? Optional.empty() : store.ofClient(sender.id(), clientId);
    if (before.isPresent()) {
      return answered(repeated(before.get(), order));
    }
    if (store.countActive(sender.id()) >= settings.mostActive()) {
      throw ProblemException.tooManyRequests(
          "At most %d of your tasks may be waiting or running.".formatted(settings.mostActive()),
          Duration.ofMinutes(1));
    }
    String id = Identifier.fresh();
    Task kept =
        store.keepOnce(
            Task.submitted(
                id,
                sender.id(),
                sender.name(),
                clientId == null ? id : clientId,
                order,
                clock.instant()));
    if (kept.id().equals(id)) {
      audit.record(sender, "task.submitted", id, Map.of("name", order.name()));
      events.publishEvent(new PlannerCalled());
      return answered(kept);
    }
    return answered(repeated(kept, order));
  }

  private static Task repeated(Task before, TaskOrder order) {
    if (!before.order().equals(order.withStartOf(before.order()))) {
      throw ProblemException.conflict("clientId", "is another task's");
    }
    return before;
  }

  private Task answered(Task kept) {
    Task task = kept;
    long deadline = System.nanoTime() + settings.answerWithin().toNanos();
    while (task.state() == TaskState.SUBMITTED && System.nanoTime() - deadline < 0) {
      pause();
      task = store.find(kept.id()).orElse(kept);
    }
    if (task.state() == TaskState.REFUSED) {
      throw refusal(task);
    }
    return task;
  }

  private static ProblemException refusal(Task task) {
    String reason = String.valueOf(task.reason());
    // Of tasks that earlier versions refused, the field is not known.
    String field = Objects.requireNonNullElse(task.refusedField(), "deadline");
    return ProblemException.conflict(
        "The task can't be placed: " + reason + ".", new FieldProblem(field, reason));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while a task waited for the planner", e);
    }
  }

  /**
   * Takes a task back.
   *
   * @throws ProblemException 404, 403 for somebody else's, 409 for one that has ended
   */
  Task cancel(CurrentUser user, String id) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Task task = existing(id);
      if (!mayChange(user, task)) {
        throw ProblemException.of(
            HttpStatus.FORBIDDEN, "Only its owner and engineers may cancel a task.");
      }
      if (!task.state().isActive()) {
        throw ProblemException.conflict("The task is %s.".formatted(task.state().wireName()));
      }
      Task cancelled = store.write(task.cancelled(clock.instant())).orElse(null);
      if (cancelled != null) {
        audit.record(user, "task.cancelled", id, Map.of("name", task.order().name()));
        events.publishEvent(new PlannerCalled());
        return cancelled;
      }
    }
    throw ProblemException.conflict("The task changes too often; try again.");
  }

  Task existing(String id) {
    return store.find(id).orElseThrow(() -> ProblemException.notFound("task " + id));
  }
}
