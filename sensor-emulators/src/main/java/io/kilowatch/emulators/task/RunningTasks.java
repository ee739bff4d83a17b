package io.kilowatch.emulators.task;

import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.task.TaskLoad;
import io.kilowatch.contracts.task.TaskLoads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What runs on which server, as the scheduler said last. Each task says until when it runs, so
 * while the scheduler is away those that run go on, and end when they should.
 */
public final class RunningTasks {

  private volatile Map<String, List<TaskLoad>> byServer = Map.of();

  void replace(TaskLoads loads) {
    byServer = loads.items().stream().collect(Collectors.groupingBy(TaskLoad::serverId));
  }

  /** The share of the server's cores that tasks take at a time; more than 1 if they overrun. */
  double shareOf(ServerEntry server, Instant at) {
    int cores =
        byServer.getOrDefault(server.id(), List.of()).stream()
            .filter(task -> !task.start().isAfter(at) && task.end().isAfter(at))
            .mapToInt(TaskLoad::cores)
            .sum();
    return (double) cores / Math.max(1, server.cores());
  }
}
