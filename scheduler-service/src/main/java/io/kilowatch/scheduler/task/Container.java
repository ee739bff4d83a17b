package io.kilowatch.scheduler.task;

import java.util.List;
import java.util.Map;

/**
 * What a task runs where its server is a node of a cluster.
 *
 * @param command empty for the image's own
 */
public record Container(String image, List<String> command, Map<String, String> env) {

  public Container {
    command = List.copyOf(command);
    env = Map.copyOf(env);
  }
}
