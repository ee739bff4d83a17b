package io.kilowatch.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySource;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.SensorMode;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.local.DocumentStore;
import io.kilowatch.scheduler.plan.Fleet;
import io.kilowatch.scheduler.plan.IntensityForecast;
import io.kilowatch.scheduler.plan.PowerCurve;
import io.kilowatch.scheduler.plan.Server;
import io.kilowatch.scheduler.plan.Site;
import io.kilowatch.scheduler.planning.Board;
import io.kilowatch.scheduler.planning.Restoration;
import io.kilowatch.scheduler.task.Estimate;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskSegment;
import io.kilowatch.scheduler.task.TaskStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A planner on a real store, with time and execution in the hands of the test. */
final class Stage implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  static final Site SITE = new Site("berlin", "DE", 1.5);
  static final Site CLEANER = new Site("lulea", "SE", 1.1);

  private final DocumentStore documents;
  private final MongoClient client;
  private final MongoTemplate mongo;
  private final Directory directory = new Directory(Stream::empty);
  final TaskStore store;
  private int tasks;

  Stage(Path directory) {
    documents = DocumentStore.start(directory);
    client = MongoClients.create(documents.uri());
    mongo = new MongoTemplate(client, "kilowatch");
    store = new TaskStore(mongo);
  }

  void clear() {
    mongo.dropCollection(Task.class);
  }

  /** A board for whoever has this fence, with servers of four cores. */
  Board board(long fence, Instant now, String... servers) {
    return board(fence, now, Stream.of(servers).map(id -> server(id, SITE)).toList());
  }

  /**
   * A board for whoever has this fence. Whatever was a server before and is none now is retired.
   */
  Board board(long fence, Instant now, List<Server> servers) {
    return board(store, fence, now, servers);
  }

  /** Has a planner that begins to restore its board die after so many writes. */
  void boardThatDies(long fence, Instant now, int writes, String... servers) {
    TaskStore dying = spy(store);
    AtomicInteger left = new AtomicInteger(writes);
    doAnswer(
            call -> {
              if (left.getAndDecrement() == 0) {
                throw new IllegalStateException("dead");
              }
              return call.callRealMethod();
            })
        .when(dying)
        .write(any(), anyLong());
    assertThatThrownBy(
            () -> board(dying, fence, now, Stream.of(servers).map(id -> server(id, SITE)).toList()))
        .hasMessage("dead");
  }

  private Board board(TaskStore kept, long fence, Instant now, List<Server> servers) {
    servers.forEach(server -> directory.apply(entry(server)));
    Fleet fleet = new Fleet(servers);
    double[][] hours = fleet.zones().stream().map(Stage::hours).toArray(double[][]::new);
    IntensityForecast forecast =
        new IntensityForecast(fleet.zones(), START.getEpochSecond(), hours);
    return new Restoration(kept, directory).board(fence, fleet, forecast, now);
  }

  /** One of four cores. */
  static Server server(String id, Site site) {
    return new Server(id, site, 4, 10, PowerCurve.between(50, 250));
  }

  private static ServerEntry entry(Server server) {
    EnergySpecification energy =
        new EnergySpecification(EnergySource.GRID, 50, 250, List.of(), server.standbyWatts());
    return new ServerEntry(
        server.id(),
        1,
        server.id(),
        server.site().id(),
        "R1",
        server.cores(),
        SensorMode.EMULATED,
        Map.of(),
        START,
        null,
        List.of(new EnergyPeriod(START, energy)));
  }

  private static double[] hours(String zone) {
    return zone.equals(CLEANER.zone())
        ? new double[] {40, 30, 20, 35, 10, 45, 45, 45}
        : new double[] {400, 300, 200, 350, 100, 450, 450, 450};
  }

  /** A task that takes all four cores of a server. */
  TaskOrder order(Duration expected, Duration deadline, boolean interruptible) {
    return order(4, expected, deadline, interruptible);
  }

  TaskOrder order(int cores, Duration expected, Duration deadline, boolean interruptible) {
    return new TaskOrder(
        "Report",
        cores,
        expected.toSeconds(),
        START,
        START.plus(deadline),
        interruptible,
        Set.of(),
        Set.of(),
        null);
  }

  /** Has it kept, as if it had been sent. */
  Task keep(TaskOrder order) {
    String id = "task-" + tasks++;
    return store.keepOnce(Task.submitted(id, "ada", "Ada", "client-" + id, order, START));
  }

  /** Has one kept that runs as it was planned. */
  Task keepRunning(TaskOrder order, TaskSegment... plan) {
    Estimate estimate = new Estimate(1, 0.1, null, null, List.of(), START);
    Task running = keep(order).planned(List.of(plan), estimate).begun(plan[0].start());
    return store.write(running).orElseThrow();
  }

  /** The task as it is kept. */
  Task stored(Task task) {
    return store.find(task.id()).orElseThrow();
  }

  @Override
  public void close() {
    client.close();
    documents.close();
  }

  /** Notes what it is told, and says what it was told to say. */
  static final class Noted implements Execution {

    final List<String> told = new ArrayList<>();
    private final Map<String, Status> statuses = new HashMap<>();

    void says(Task task, Status status) {
      statuses.put(task.id(), status);
    }

    @Override
    public void resume(Collection<Task> active, long fence) {
      active.forEach(task -> told.add("resume " + task.id()));
    }

    @Override
    public void round() {
      // It is told nothing by a round.
    }

    @Override
    public void begin(Task running) {
      told.add("begin " + running.id());
    }

    @Override
    public void pause(Task paused) {
      told.add("pause " + paused.id());
    }

    @Override
    public void end(Task ended) {
      told.add("end " + ended.id());
    }

    @Override
    public Status status(Task running, Instant now) {
      return statuses.getOrDefault(running.id(), new Status.Working());
    }
  }
}
