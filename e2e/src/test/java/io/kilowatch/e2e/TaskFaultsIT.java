package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.pipeline.ServiceReplica;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Tasks are submitted, begin and end at two replicas of the scheduler while the one of the platform
 * is killed, then the document store.
 */
@ExtendWith(SharedPlatform.class)
class TaskFaultsIT {

  private static final List<String> VICTIMS = List.of("scheduler-service", "documents");
  private static final Duration BETWEEN = Faults.seconds(8, 60);

  private static final Duration UNTIL_ALL_ARE_DONE = Duration.ofMinutes(5);

  @Test
  void schedulerAndStoreKilled_noTaskIsLostOrRunsTwice(RunningPlatform platform) throws Exception {
    String server = platform.fleet("tasks", 2).serverIds().getFirst();
    JsonNode place = platform.client().get("/api/v1/servers/" + server);
    Submitter submitter = new Submitter(platform.client(), place.get("siteId").asString());
    Path directory = platform.dataDirectory().resolve("second-scheduler");
    try (ServiceReplica _ =
        ServiceReplica.beside(
            platform.process("scheduler-service").handle(), directory, Map.of())) {
      Thread submitting = Thread.ofVirtual().start(submitter);
      Thread.sleep(BETWEEN);
      platform.killInTurn(VICTIMS, BETWEEN);
      submitter.ended.set(true);
      submitting.join();
      List<JsonNode> done = awaitDone(submitter);
      assertRunsOnce(done, place.get("cores").asInt());
      System.out.printf(
          "tasks: acknowledged %d, done %d%n", submitter.acknowledged.size(), done.size());
    }
  }

  private static List<JsonNode> awaitDone(Submitter submitter)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(UNTIL_ALL_ARE_DONE);
    List<JsonNode> tasks = new ArrayList<>();
    for (String id : submitter.acknowledged) {
      JsonNode task = submitter.client.get("/api/v1/tasks/" + id);
      while (!task.get("state").asString().equals("done") && Instant.now().isBefore(deadline)) {
        Thread.sleep(500);
        task = submitter.client.get("/api/v1/tasks/" + id);
      }
      assertThat(task.get("state").asString()).as("task %s", task).isEqualTo("done");
      tasks.add(task);
    }
    assertThat(tasks).isNotEmpty().doesNotHaveDuplicates();
    return tasks;
  }

  /** Each for its minute, and never more than there are cores. */
  private static void assertRunsOnce(List<JsonNode> tasks, int cores) {
    for (JsonNode task : tasks) {
      assertThat(task.get("segments")).as("runs of %s", task).hasSize(1);
      Duration ran = Duration.between(start(task), end(task));
      assertThat(ran).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(61));
      long beside =
          tasks.stream()
              .filter(other -> server(other).equals(server(task)))
              .filter(
                  other -> !start(other).isAfter(start(task)) && end(other).isAfter(start(task)))
              .count();
      assertThat(beside).as("run beside %s", task).isLessThanOrEqualTo(cores);
    }
  }

  private static String server(JsonNode task) {
    return task.at("/segments/0/serverId").asString();
  }

  private static Instant start(JsonNode task) {
    return Instant.parse(task.at("/segments/0/start").asString());
  }

  private static Instant end(JsonNode task) {
    return Instant.parse(task.at("/segments/0/end").asString());
  }

  /** Submits tasks of a core and a minute, each until it is acknowledged: for 30 cores of 32. */
  private static final class Submitter implements Runnable {

    private final PlatformClient client;
    private final String site;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

    Submitter(PlatformClient client, String site) {
      this.client = client;
      this.site = site;
    }

    @Override
    public void run() {
      for (int i = 0; !ended.get(); i++) {
        Map<String, Object> task = task("task-faults-" + i);
        while (!isAcknowledged(task)) {
          Api.pause(Duration.ofMillis(250));
        }
        Api.pause(Duration.ofSeconds(2));
      }
    }

    private Map<String, Object> task(String clientId) {
      return Map.of(
          "clientId",
          clientId,
          "name",
          "Report",
          "cores",
          1,
          "expectedDuration",
          "PT1M",
          "deadline",
          Instant.now().plus(Duration.ofMinutes(4)).toString(),
          "allowedSites",
          List.of(site));
    }

    /** The same one each time: what was kept before its sender heard of it is not kept again. */
    private boolean isAcknowledged(Map<String, Object> task) {
      try {
        acknowledged.add(client.post("/api/v1/tasks", task).get("id").asString());
        return true;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
