package io.kilowatch.scheduler.execution;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each task as a Job on the nodes labelled for its server. A task that pauses has its Job
 * suspended, which ends its pod: what runs in it must keep its own state.
 *
 * <p>While the cluster does not answer, what was wished of it is tried again whenever a status is
 * asked for, and what runs counts as running. What the cluster refuses fails its task alone.
 */
final class KubernetesExecution implements Execution {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesExecution.class);

  /** Answers that say no for good: malformed, not allowed (quotas, pod security), invalid. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 422);

  private static final String REMOVAL_OF_OTHERS = "";

  private final KubernetesClient cluster;
  private final Clock clock;
  private final Duration listedFor;

  /** Tasks that have not ended, by all that this process knows. */
  private final Set<String> known = new HashSet<>();

  /** What the cluster has not done yet, by the task's id. */
  private final Map<String, Runnable> wishes = new LinkedHashMap<>();

  private final Map<String, String> refusals = new HashMap<>();

  /** The Jobs of all tasks by name, as they were listed last; null while that fails. */
  private @Nullable Map<String, Job> listed;

  private @Nullable Long listedAtNanos;

  /**
   * An execution in the client's namespace; for one thread.
   *
   * @param listedFor how long a list of all Jobs tells of each: one call instead of many
   */
  KubernetesExecution(KubernetesClient cluster, Clock clock, Duration listedFor) {
    this.cluster = cluster;
    this.clock = clock;
    this.listedFor = listedFor;
  }

  @Override
  public void resume(Collection<Task> active) {
    active.forEach(task -> known.add(task.id()));
    wish(REMOVAL_OF_OTHERS, this::removeOthers);
    active.stream().filter(task -> task.state() == TaskState.RUNNING).forEach(this::begin);
    active.stream().filter(task -> task.state() == TaskState.PAUSED).forEach(this::pause);
  }

  private void removeOthers() {
    cluster.batch().v1().jobs().withLabel(TaskJob.TASK_LABEL).list().getItems().stream()
        .map(job -> job.getMetadata().getLabels().get(TaskJob.TASK_LABEL))
        .filter(id -> !known.contains(id))
        .forEach(this::remove);
  }

  @Override
  public void begin(Task running) {
    Container container = running.order().container();
    TaskSegment current = running.progress().current();
    known.add(running.id());
    if (container == null || current == null) {
      refusals.put(running.id(), "It has no container, and nothing runs without one.");
      return;
    }
    wish(running.id(), () -> begin(running, container, current.serverId()));
  }

  private void begin(Task running, Container container, String serverId) {
    long secondsLeft = Duration.between(clock.instant(), running.order().deadline()).toSeconds();
    long left = Math.max(1, secondsLeft);
    Job existing = job(running.id()).get();
    if (existing != null && TaskJob.runsOn(existing, serverId)) {
      suspend(running.id(), false, left);
      return;
    }
    // What a Job's pods are like can't be changed once it has begun.
    remove(running.id());
    Job wanted = TaskJob.of(running, container, serverId, left);
    cluster.batch().v1().jobs().resource(wanted).create();
  }

  @Override
  public void pause(Task paused) {
    known.add(paused.id());
    wish(
        paused.id(),
        () -> {
          if (job(paused.id()).get() != null) {
            suspend(paused.id(), true, null);
          }
        });
  }

  @Override
  public void end(Task ended) {
    known.remove(ended.id());
    refusals.remove(ended.id());
    wish(ended.id(), () -> remove(ended.id()));
  }

  @Override
  public Status status(Task running, Instant now) {
    refresh();
    String refusal = refusals.get(running.id());
    if (refusal != null) {
      return new Status.Failed(now, refusal);
    }
    Map<String, Job> jobs = listed;
    if (jobs == null || wishes.containsKey(running.id())) {
      return new Status.Working();
    }
    Job job = jobs.get(TaskJob.nameOf(running.id()));
    return job == null ? statusOfUnlisted(running, now) : statusOf(job, now);
  }

  /** It may have been made since. */
  private Status statusOfUnlisted(Task running, Instant now) {
    try {
      Job job = job(running.id()).get();
      return job == null ? new Status.Failed(now, "Its Job is gone.") : statusOf(job, now);
    } catch (KubernetesClientException e) {
      return new Status.Working();
    }
  }

  private static Status statusOf(Job job, Instant now) {
    Optional<Status> done =
        condition(job.getStatus(), "Complete").map(met -> new Status.Done(timeOf(met, now)));
    return done.or(() ->
            condition(job.getStatus(), "Failed")
                .map(met -> new Status.Failed(timeOf(met, now), reasonOf(met))))
        .orElseGet(Status.Working::new);
  }

  private static Optional<JobCondition> condition(@Nullable JobStatus status, String type) {
    List<JobCondition> conditions = status == null ? List.of() : status.getConditions();
    return conditions.stream()
        .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
        .findFirst();
  }

  private static Instant timeOf(JobCondition condition, Instant now) {
    String time = condition.getLastTransitionTime();
    return time == null ? now : Instant.parse(time);
  }

  private static String reasonOf(JobCondition failed) {
    return failed.getMessage() == null ? "Its Job failed." : failed.getMessage();
  }

  /** Tries again what has not been done, and looks at how all Jobs stand. */
  private void refresh() {
    long now = System.nanoTime();
    if (listedAtNanos != null && now - listedAtNanos < listedFor.toNanos()) {
      return;
    }
    listedAtNanos = now;
    Map.copyOf(wishes).forEach(this::attempt);
    try {
      Map<String, Job> newest =
          cluster.batch().v1().jobs().withLabel(TaskJob.TASK_LABEL).list().getItems().stream()
              .collect(Collectors.toMap(job -> job.getMetadata().getName(), job -> job));
      if (listed == null) {
        LOG.info("the cluster answers, with {} jobs", newest.size());
      }
      listed = newest;
    } catch (KubernetesClientException e) {
      if (listed != null) {
        LOG.warn("the cluster does not answer: {}", e.getMessage());
      }
      listed = null;
    }
  }

  private void wish(String id, Runnable wish) {
    wishes.put(id, wish);
    attempt(id, wish);
  }

  private void attempt(String id, Runnable wish) {
    try {
      wish.run();
      wishes.remove(id);
    } catch (KubernetesClientException e) {
      if (!id.equals(REMOVAL_OF_OTHERS) && REFUSALS.contains(e.getCode())) {
        wishes.remove(id);
        refusals.put(id, "The cluster refuses it: " + saidOf(e));
      } else {
        LOG.warn("what task {} wants of the cluster is tried again: {}", id, e.getMessage());
      }
    }
  }

  private static @Nullable String saidOf(KubernetesClientException refusal) {
    return refusal.getStatus() == null || refusal.getStatus().getMessage() == null
        ? refusal.getMessage()
        : refusal.getStatus().getMessage();
  }

  /**
   * Lets a Job pause or go on.
   *
   * @param secondsLeft until its deadline, counted anew each time it goes on
   */
  private void suspend(String id, boolean suspended, @Nullable Long secondsLeft) {
    var _ =
        job(id)
            .edit(job ->
                new JobBuilder(job)
                    .editSpec()
                    .withSuspend(suspended)
                    .withActiveDeadlineSeconds(
                        secondsLeft == null
                            ? job.getSpec().getActiveDeadlineSeconds()
                            : secondsLeft)
                    .endSpec()
                    .build());
  }

  private void remove(String id) {
    var _ = job(id).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
  }

  private ScalableResource<Job> job(String id) {
    return cluster.batch().v1().jobs().withName(TaskJob.nameOf(id));
  }
}
