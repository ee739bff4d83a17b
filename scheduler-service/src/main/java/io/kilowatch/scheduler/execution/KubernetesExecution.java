package io.kilowatch.scheduler.execution;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobFluent;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.kilowatch.scheduler.task.Container;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each task as a Job on the nodes labelled for its server. A task that pauses has its Job
 * suspended, which ends its pod: what runs in it must keep its own state.
 *
 * <p>While the cluster does not answer, what was wished of it is tried again once it does, and
 * nobody knows how it stands with what runs. What the cluster refuses to begin fails its task
 * alone.
 */
final class KubernetesExecution implements Execution {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesExecution.class);

  /** Answers that say no for good: malformed, not allowed (quotas, pod security), invalid. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

  /** The code of a failure that is no answer of the cluster. */
  private static final int NO_ANSWER = 0;

  private static final String COMPLETE = "Complete";
  private static final String FAILED = "Failed";

  /** The reason of a Job that failed since it ran as long as it may. */
  private static final String DEADLINE_EXCEEDED = "DeadlineExceeded";

  private final KubernetesClient cluster;
  private final Supplier<OptionalLong> lease;
  private final Clock clock;
  private final Duration listedFor;

  /** Of the planner that took over last; empty until one has. */
  private OptionalLong fence = OptionalLong.empty();

  /** Its tasks that have not ended. */
  private Set<String> active = new HashSet<>();

  /** What the cluster has not done yet, by the task's id. */
  private final Map<String, Runnable> wishes = new LinkedHashMap<>();

  /** Why the cluster does not begin a task, by its id. */
  private final Map<String, String> refusals = new HashMap<>();

  /** The Jobs of all tasks by name, as they were listed last; null while that fails. */
  private @Nullable Map<String, Job> listed = Map.of();

  private @Nullable Long listedAtNanos;

  /**
   * An execution in the client's namespace; for one thread.
   *
   * @param lease the fence of the planner here; empty while another one plans, or may
   * @param listedFor how long a list of all Jobs tells of each: one call instead of many
   */
  KubernetesExecution(
      KubernetesClient cluster, Supplier<OptionalLong> lease, Clock clock, Duration listedFor) {
    this.cluster = cluster;
    this.lease = lease;
    this.clock = clock;
    this.listedFor = listedFor;
  }

  @Override
  public void resume(Collection<Task> tasks, long fenceOfPlanner) {
    fence = OptionalLong.of(fenceOfPlanner);
    active = tasks.stream().map(Task::id).collect(Collectors.toCollection(HashSet::new));
    wishes.clear();
    refusals.clear();
    listedAtNanos = null;
    // With each change of the fleet: one call, and more only for what is not as it should be.
    list();
    tasks.stream()
        .filter(task -> task.state() == TaskState.RUNNING && !runs(task))
        .forEach(this::begin);
    tasks.stream()
        .filter(task -> task.state() == TaskState.PAUSED && !pauses(task))
        .forEach(this::pause);
  }

  private boolean runs(Task task) {
    Job job = listed == null ? null : listed.get(TaskJob.nameOf(task.id()));
    TaskSegment current = task.progress().current();
    return job != null
        && current != null
        && (hasEnded(job) || (TaskJob.runsOn(job, current.serverId()) && !isSuspended(job)));
  }

  private boolean pauses(Task task) {
    if (listed == null) {
      return false;
    }
    Job job = listed.get(TaskJob.nameOf(task.id()));
    return job == null || isSuspended(job);
  }

  private static boolean isSuspended(Job job) {
    return Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  @Override
  public void begin(Task running) {
    Container container = running.order().container();
    TaskSegment current = running.progress().current();
    active.add(running.id());
    if (container == null || current == null) {
      refusals.put(running.id(), "It has no container, and nothing runs without one.");
      return;
    }
    wish(running.id(), () -> beginUnlessRefused(running, container, current.serverId()));
  }

  private void beginUnlessRefused(Task running, Container container, String serverId) {
    try {
      begin(running, container, serverId);
    } catch (KubernetesClientException e) {
      if (!REFUSALS.contains(e.getCode())) {
        throw e;
      }
      refusals.put(running.id(), "The cluster refuses it: " + saidOf(e));
    }
  }

  private void begin(Task running, Container container, String serverId) {
    Job existing = job(running.id()).get();
    if (existing != null && (hasEnded(existing) || TaskJob.runsOn(existing, serverId))) {
      goOn(existing, running);
      return;
    }
    // What a Job's pods are like can't be changed once it has begun.
    remove(running.id());
    Job wanted = TaskJob.of(running, container, serverId, secondsLeft(running, clock.instant()));
    cluster.batch().v1().jobs().resource(wanted).create();
  }

  /**
   * Lets it go on if it is suspended. A cluster counts a Job's deadline from when it last went on,
   * so that of one that runs is left alone. Where it has not come to the pause yet, it may never,
   * and count from the start before it.
   */
  private void goOn(Job existing, Task running) {
    if (!hasEnded(existing) && isSuspended(existing)) {
      String started = existing.getStatus() == null ? null : existing.getStatus().getStartTime();
      Instant from = started == null ? clock.instant() : Instant.parse(started);
      long left = secondsLeft(running, from);
      change(running.id(), spec -> spec.withSuspend(false).withActiveDeadlineSeconds(left));
    }
  }

  private static long secondsLeft(Task task, Instant from) {
    return Math.max(1, Duration.between(from, task.order().deadline()).toSeconds());
  }

  private static boolean hasEnded(Job job) {
    return condition(job.getStatus(), COMPLETE).isPresent()
        || condition(job.getStatus(), FAILED).isPresent();
  }

  @Override
  public void pause(Task paused) {
    active.add(paused.id());
    wish(
        paused.id(),
        () -> {
          if (job(paused.id()).get() != null) {
            change(paused.id(), spec -> spec.withSuspend(true));
          }
        });
  }

  @Override
  public void end(Task ended) {
    active.remove(ended.id());
    refusals.remove(ended.id());
    wish(ended.id(), () -> remove(ended.id()));
  }

  @Override
  public Status status(Task running, Instant now) {
    String refusal = refusals.get(running.id());
    if (refusal != null) {
      return new Status.Failed(now, refusal);
    }
    Map<String, Job> jobs = listed;
    if (jobs == null) {
      return new Status.Unknown();
    }
    if (wishes.containsKey(running.id())) {
      return new Status.Working();
    }
    Job job = jobs.get(TaskJob.nameOf(running.id()));
    return job == null ? statusOfUnlisted(running, now) : statusOf(job, running, now);
  }

  /** It may have been made since. */
  private Status statusOfUnlisted(Task running, Instant now) {
    try {
      Job job = job(running.id()).get();
      return job == null ? new Status.Failed(now, "Its Job is gone.") : statusOf(job, running, now);
    } catch (KubernetesClientException e) {
      return new Status.Unknown();
    }
  }

  private static Status statusOf(Job job, Task running, Instant now) {
    Optional<Status> done =
        condition(job.getStatus(), COMPLETE).map(met -> new Status.Done(timeOf(met, running, now)));
    return done.or(() ->
            condition(job.getStatus(), FAILED)
                .map(met -> statusOfFailed(met, timeOf(met, running, now))))
        .orElseGet(Status.Working::new);
  }

  private static Status statusOfFailed(JobCondition failed, Instant at) {
    return DEADLINE_EXCEEDED.equals(failed.getReason())
        ? new Status.Missed(at)
        : new Status.Failed(at, reasonOf(failed));
  }

  private static Optional<JobCondition> condition(@Nullable JobStatus status, String type) {
    List<JobCondition> conditions = status == null ? List.of() : status.getConditions();
    return conditions.stream()
        .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
        .findFirst();
  }

  /** Not before its run began: it may have ended just as it was to be paused. */
  private static Instant timeOf(JobCondition condition, Task running, Instant now) {
    String time = condition.getLastTransitionTime();
    Instant ended = time == null ? now : Instant.parse(time);
    TaskSegment current = running.progress().current();
    return current == null || ended.isAfter(current.start()) ? ended : current.start();
  }

  private static String reasonOf(JobCondition failed) {
    return failed.getMessage() == null ? "Its Job failed." : failed.getMessage();
  }

  @Override
  public void round() {
    if (listedAtNanos != null && System.nanoTime() - listedAtNanos < listedFor.toNanos()) {
      return;
    }
    list();
    for (Map.Entry<String, Runnable> wish : new ArrayList<>(wishes.entrySet())) {
      if (listed != null) {
        attempt(wish.getKey(), wish.getValue());
      }
    }
    // The planner waits meanwhile, so the time in which nothing is asked begins only now.
    listedAtNanos = System.nanoTime();
  }

  /** Looks at how all Jobs stand, and has those of tasks that have ended removed. */
  private void list() {
    try {
      Map<String, Job> newest =
          cluster.batch().v1().jobs().withLabel(TaskJob.TASK_LABEL).list().getItems().stream()
              .collect(Collectors.toMap(job -> job.getMetadata().getName(), job -> job));
      if (listed == null) {
        LOG.info("the cluster answers, with {} jobs", newest.size());
      }
      listed = newest;
      newest.values().stream()
          .map(job -> job.getMetadata().getLabels().get(TaskJob.TASK_LABEL))
          .filter(id -> !active.contains(id))
          .forEach(id -> wishes.put(id, () -> remove(id)));
    } catch (KubernetesClientException e) {
      if (listed != null) {
        LOG.warn("the cluster does not answer: {}", e.getMessage());
      }
      listed = null;
    }
  }

  /** At once, unless the cluster did not answer when it was asked last. */
  private void wish(String id, Runnable wish) {
    wishes.put(id, wish);
    if (listed != null) {
      attempt(id, wish);
    }
  }

  /**
   * The cluster knows no fence, so a planner that was held up asks for nothing once another may
   * have begun what this one does not know of.
   */
  private void attempt(String id, Runnable wish) {
    if (fence.isEmpty() || !fence.equals(lease.get())) {
      return;
    }
    try {
      wish.run();
      wishes.remove(id);
    } catch (KubernetesClientException e) {
      LOG.warn("what task {} wants of the cluster is tried again: {}", id, e.getMessage());
      if (e.getCode() == NO_ANSWER) {
        listed = null;
      }
    }
  }

  private static @Nullable String saidOf(KubernetesClientException refusal) {
    return refusal.getStatus() == null || refusal.getStatus().getMessage() == null
        ? refusal.getMessage()
        : refusal.getStatus().getMessage();
  }

  private void change(String id, UnaryOperator<JobFluent<JobBuilder>.SpecNested<JobBuilder>> spec) {
    var _ = job(id).edit(job -> spec.apply(new JobBuilder(job).editSpec()).endSpec().build());
  }

  private void remove(String id) {
    var _ = job(id).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
  }

  private ScalableResource<Job> job(String id) {
    return cluster.batch().v1().jobs().withName(TaskJob.nameOf(id));
  }
}
