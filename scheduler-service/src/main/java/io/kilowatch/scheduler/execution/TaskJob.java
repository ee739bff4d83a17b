package io.kilowatch.scheduler.execution;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.kilowatch.scheduler.task.Container;
import io.kilowatch.scheduler.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Job that a task is in a cluster. */
final class TaskJob {

  static final String TASK_LABEL = "kilowatch.io/task";

  /** Label of the nodes that are a server, with its id. */
  static final String SERVER_LABEL = "kilowatch.io/server";

  /** The scheduler removes it when it has seen the end; this is for when nobody does. */
  private static final Duration KEPT_AFTER_THE_END = Duration.ofDays(7);

  /** People name the images: they get no more rights than a process needs. */
  private static final SecurityContext CONFINED =
      new SecurityContextBuilder()
          .withAllowPrivilegeEscalation(false)
          .withPrivileged(false)
          .withNewCapabilities()
          .withDrop("ALL")
          .endCapabilities()
          .withNewSeccompProfile()
          .withType("RuntimeDefault")
          .endSeccompProfile()
          .build();

  private TaskJob() {}

  /** Its name in the cluster, of which there is one alone: so none runs twice. */
  static String nameOf(String taskId) {
    return "kilowatch-" + taskId;
  }

  static boolean runsOn(Job job, String serverId) {
    Map<String, String> selector = job.getSpec().getTemplate().getSpec().getNodeSelector();
    return selector != null && serverId.equals(selector.get(SERVER_LABEL));
  }

  static Job of(Task task, Container container, String serverId, long secondsLeft) {
    Map<String, String> labels = Map.of(TASK_LABEL, task.id());
    Map<String, Quantity> cores =
        Map.of("cpu", new Quantity(Integer.toString(task.order().cores())));
    List<EnvVar> variables =
        container.env().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(each -> new EnvVar(each.getKey(), each.getValue(), null))
            .toList();
    return new JobBuilder()
        .withNewMetadata()
        .withName(nameOf(task.id()))
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0)
        .withActiveDeadlineSeconds(secondsLeft)
        .withTtlSecondsAfterFinished((int) KEPT_AFTER_THE_END.toSeconds())
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withNodeSelector(Map.of(SERVER_LABEL, serverId))
        .addNewContainer()
        .withName("task")
        .withImage(container.image())
        .withCommand(container.command())
        .withEnv(variables)
        .withSecurityContext(CONFINED)
        .withNewResources()
        .withRequests(cores)
        .withLimits(cores)
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
