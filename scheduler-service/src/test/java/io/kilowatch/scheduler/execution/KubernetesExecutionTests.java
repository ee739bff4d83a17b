package io.kilowatch.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.kilowatch.scheduler.execution.Execution.Status;
import io.kilowatch.scheduler.task.Container;
import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskSegment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** Jobs at Fabric8's mock of a cluster, which keeps what it is given and runs nothing. */
@EnableKubernetesMockClient(crud = true)
class KubernetesExecutionTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ENDED = "2026-03-01T12:40:00Z";

  private static final Container CONTAINER =
      new Container("report:1", List.of("make", "report"), Map.of("LEVEL", "9"));

  private final MutableClock clock = MutableClock.of(NOON, ZoneOffset.UTC);
  private KubernetesMockServer server;
  private KubernetesClient cluster;
  private Execution execution;

  /** The fence of whoever has the lease here. */
  private OptionalLong lease = OptionalLong.of(1);

  @BeforeEach
  void start() {
    execution = execution();
    execution.resume(List.of(), 1);
  }

  @Test
  void begin_makesAJobOnTheNodesOfTheServer_withTheTasksCoresAndDeadline() {
    execution.begin(task("s1"));
    Job job = job();
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(7200);
    assertThat(job.getMetadata().getLabels()).containsEntry("kilowatch.io/task", "t1");
    PodSpec pod = job.getSpec().getTemplate().getSpec();
    assertThat(pod.getNodeSelector()).isEqualTo(Map.of("kilowatch.io/server", "s1"));
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getContainers())
        .singleElement()
        .satisfies(container -> {
          assertThat(container.getImage()).isEqualTo("report:1");
          assertThat(container.getCommand()).containsExactly("make", "report");
          assertThat(container.getEnv()).containsExactly(new EnvVar("LEVEL", "9", null));
          assertThat(container.getResources().getRequests())
              .containsEntry("cpu", new Quantity("4"));
          assertThat(container.getResources().getLimits()).containsEntry("cpu", new Quantity("4"));
        });
    assertThat(status(task("s1"))).isEqualTo(new Status.Working());
  }

  @Test
  void begin_aSecondTime_leavesTheJobAsItIs() {
    execution.begin(task("s1"));
    String uid = job().getMetadata().getUid();
    execution.begin(task("s1"));
    assertThat(job().getMetadata().getUid()).isEqualTo(uid);
  }

  @Test
  void begin_ofWhatRuns_leavesItsDeadline_whichCountsFromItsStart() {
    execution.begin(task("s1"));
    clock.add(Duration.ofMinutes(90));
    execution.resume(List.of(task("s1")), 1);
    assertThat(job().getSpec().getActiveDeadlineSeconds()).isEqualTo(7200);
  }

  @Test
  void pause_suspendsTheJob_andBeginLetsItGoOnUntilTheDeadline() {
    execution.begin(task("s1"));
    execution.pause(task("s1"));
    assertThat(job().getSpec().getSuspend()).isTrue();
    clock.add(Duration.ofMinutes(90));
    execution.begin(task("s1"));
    assertThat(job().getSpec().getSuspend()).isFalse();
    assertThat(job().getSpec().getActiveDeadlineSeconds()).isEqualTo(1800);
  }

  @Test
  void begin_whereThePauseHasNotCome_countsTheDeadlineFromTheStartBeforeIt() {
    execution.begin(task("s1"));
    execution.pause(task("s1"));
    Job paused =
        new JobBuilder(job()).withNewStatus().withStartTime(NOON.toString()).endStatus().build();
    cluster.batch().v1().jobs().resource(paused).updateStatus();
    clock.add(Duration.ofMinutes(90));
    execution.begin(task("s1"));
    assertThat(job().getSpec().getSuspend()).isFalse();
    assertThat(job().getSpec().getActiveDeadlineSeconds()).isEqualTo(7200);
  }

  @Test
  void begin_ofWhatHasEndedJustBeforeItsPause_doesNotRunItAgain() {
    execution.begin(task("s1"));
    condition("Complete", null, null);
    execution.pause(task("s1"));
    execution.begin(task("s2"));
    assertThat(job().getSpec().getTemplate().getSpec().getNodeSelector())
        .isEqualTo(Map.of("kilowatch.io/server", "s1"));
    assertThat(status(task("s2"))).isEqualTo(new Status.Done(Instant.parse(ENDED)));
  }

  @Test
  void resume_ofTheSamePlanner_removesWhatHasEndedWithoutIt() {
    execution.resume(List.of(task("s1"), other("t2")), 1);
    assertThat(names()).hasSize(2);
    execution.resume(List.of(other("t2")), 1);
    execution.round();
    assertThat(names()).containsExactly("kilowatch-t2");
  }

  @Test
  void end_thatIsRefused_isTriedAgain() {
    execution.begin(task("s1"));
    server
        .expect()
        .delete()
        .withPath("/apis/batch/v1/namespaces/test/jobs/kilowatch-t1")
        .andReturn(403, new StatusBuilder().withCode(403).withMessage("not yours").build())
        .once();
    execution.end(task("s1"));
    assertThat(names()).containsExactly("kilowatch-t1");
    execution.round();
    assertThat(names()).isEmpty();
  }

  @Test
  void begin_onAnotherServer_makesAnotherJob() {
    execution.begin(task("s1"));
    execution.pause(task("s1"));
    execution.begin(task("s2"));
    assertThat(job().getSpec().getTemplate().getSpec().getNodeSelector())
        .isEqualTo(Map.of("kilowatch.io/server", "s2"));
    assertThat(job().getSpec().getSuspend()).isNotEqualTo(true);
  }

  @Test
  void status_isTheJobs() {
    execution.begin(task("s1"));
    condition("Complete", null, null);
    assertThat(status(task("s1"))).isEqualTo(new Status.Done(Instant.parse(ENDED)));
    condition("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    assertThat(status(task("s1")))
        .isEqualTo(
            new Status.Failed(Instant.parse(ENDED), "Job has reached the specified backoff limit"));
  }

  @Test
  void status_ofAJobThatTheClusterStoppedAtItsDeadline_isThatItMissedThat() {
    execution.begin(task("s1"));
    condition("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
    assertThat(status(task("s1"))).isEqualTo(new Status.Missed(Instant.parse(ENDED)));
  }

  @Test
  void status_ofAJobThatSomebodyHasDeleted_isThatItFailed() {
    assertThat(status(task("s1"))).isEqualTo(new Status.Failed(NOON, "Its Job is gone."));
  }

  @Test
  void end_leavesNothingBehind() {
    execution.begin(task("s1"));
    execution.end(task("s1"));
    execution.end(task("s1"));
    assertThat(cluster.batch().v1().jobs().list().getItems()).isEmpty();
  }

  @Test
  void begin_ofWhatTheClusterRefuses_failsThatTaskWithItsReason() {
    server
        .expect()
        .post()
        .withPath("/apis/batch/v1/namespaces/test/jobs")
        .andReturn(422, new StatusBuilder().withCode(422).withMessage("no such image").build())
        .once();
    execution.begin(task("s1"));
    assertThat(status(task("s1")))
        .isEqualTo(new Status.Failed(NOON, "The cluster refuses it: no such image"));
  }

  @Test
  void begin_whileTheClusterIsAway_isTriedAgain() {
    server
        .expect()
        .post()
        .withPath("/apis/batch/v1/namespaces/test/jobs")
        .andReturn(503, new StatusBuilder().withCode(503).withMessage("not now").build())
        .once();
    execution.begin(task("s1"));
    assertThat(cluster.batch().v1().jobs().list().getItems()).isEmpty();
    assertThat(status(task("s1"))).isEqualTo(new Status.Working());
    assertThat(job()).isNotNull();
  }

  @Test
  void resume_beginsWhatRuns_suspendsWhatIsPaused_andRemovesTheRest() {
    execution.begin(task("s1"));
    execution.begin(other("t2"));
    execution.begin(other("t3"));
    Execution afterRestart = execution();
    afterRestart.resume(List.of(other("t2").paused(NOON.plusSeconds(60)), other("t4")), 1);
    afterRestart.round();
    assertThat(names()).containsExactlyInAnyOrder("kilowatch-t2", "kilowatch-t4");
    assertThat(job("t2").getSpec().getSuspend()).isTrue();
    assertThat(job("t4").getSpec().getSuspend()).isNotEqualTo(true);
  }

  @Test
  void round_ofAPlannerThatHasLostTheLease_leavesWhatTheNextHasBegun() {
    Execution next = execution();
    next.resume(List.of(other("t2")), 1);
    lease = OptionalLong.empty();
    execution.round();
    assertThat(names()).containsExactly("kilowatch-t2");
    lease = OptionalLong.of(3);
    execution.round();
    assertThat(names()).as("it has the lease again, but has not taken over").hasSize(1);
    execution.resume(List.of(), 3);
    execution.round();
    assertThat(names()).isEmpty();
  }

  @Test
  void resume_whereAllIsAsItShouldBe_asksOnce() throws InterruptedException {
    execution.begin(task("s1"));
    execution.begin(other("t2"));
    execution.pause(other("t2"));
    while (server.takeRequest(0, TimeUnit.SECONDS) != null) {
      // What was asked before.
    }
    Task paused = other("t2").paused(NOON.plusSeconds(60));
    Task notBegun = other("t3").paused(NOON.plusSeconds(60));
    execution.resume(List.of(task("s1"), paused, notBegun), 1);
    assertThat(server.takeRequest(10, TimeUnit.SECONDS).getMethod()).isEqualTo("GET");
    assertThat(server.takeRequest(0, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void status_whileTheClusterIsAway_isUnknown() {
    execution.begin(task("s1"));
    server
        .expect()
        .get()
        .withPath("/apis/batch/v1/namespaces/test/jobs?labelSelector=kilowatch.io%2Ftask")
        .andReturn(503, new StatusBuilder().withCode(503).withMessage("not now").build())
        .once();
    assertThat(status(task("s1"))).isEqualTo(new Status.Unknown());
    assertThat(status(task("s1"))).isEqualTo(new Status.Working());
  }

  @Test
  void resume_leavesJobsThatAreNoTasks() {
    Job foreign =
        new JobBuilder(TaskJob.of(task("s1"), CONTAINER, "s1", 60))
            .editMetadata()
            .withName("backup")
            .withLabels(Map.of())
            .endMetadata()
            .build();
    cluster.batch().v1().jobs().resource(foreign).create();
    execution.resume(List.of(), 1);
    execution.round();
    assertThat(names()).containsExactly("backup");
  }

  @Test
  void pods_haveNoMoreRightsThanAProcessNeeds() {
    execution.begin(task("s1"));
    PodSpec pod = job().getSpec().getTemplate().getSpec();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    SecurityContext rights = pod.getContainers().getFirst().getSecurityContext();
    assertThat(rights.getPrivileged()).isFalse();
    assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
    assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
  }

  private Execution execution() {
    return new KubernetesExecution(
        ExecutionConfiguration.client(cluster.getConfiguration()),
        () -> lease,
        clock,
        Duration.ZERO);
  }

  private Status status(Task task) {
    execution.round();
    return execution.status(task, NOON);
  }

  private Job job() {
    return job("t1");
  }

  private Job job(String taskId) {
    return cluster.batch().v1().jobs().withName("kilowatch-" + taskId).get();
  }

  private List<String> names() {
    return cluster.batch().v1().jobs().list().getItems().stream()
        .map(job -> job.getMetadata().getName())
        .toList();
  }

  private void condition(String type, String reason, String message) {
    Job changed =
        new JobBuilder(job())
            .withNewStatus()
            .addNewCondition()
            .withType(type)
            .withStatus("True")
            .withReason(reason)
            .withMessage(message)
            .withLastTransitionTime(ENDED)
            .endCondition()
            .endStatus()
            .build();
    cluster.batch().v1().jobs().resource(changed).updateStatus();
  }

  /** One that runs on a server. */
  private static Task task(String serverId) {
    return running("t1", serverId);
  }

  private static Task other(String id) {
    return running(id, "s1");
  }

  private static Task running(String id, String serverId) {
    TaskOrder order =
        new TaskOrder(
            "Report", 4, 3600, NOON, NOON.plusSeconds(7200), true, Set.of(), Set.of(), CONTAINER);
    TaskSegment hour = new TaskSegment(serverId, NOON, NOON.plusSeconds(3600));
    return Task.submitted(id, "ada", "Ada", "client-1", order, NOON)
        .planned(List.of(hour), new Estimate(1, 0.1, null, null, List.of(), NOON))
        .begun(NOON);
  }
}
