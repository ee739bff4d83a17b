package io.kilowatch.contracts.task;

import java.util.List;

/**
 * The scheduler's answer to "what runs": all of it, so that what is not among it does not run.
 *
 * @param items in no order
 */
public record TaskLoads(List<TaskLoad> items) {

  public TaskLoads {
    items = List.copyOf(items);
  }
}
