package io.kilowatch.scheduler.receipt;

import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskSegment;
import java.util.List;

/** Says which tasks were on a server, at least for a part of a stretch of time. */
@FunctionalInterface
interface TasksOfServers {

  List<Task> in(TaskSegment stretch);
}
