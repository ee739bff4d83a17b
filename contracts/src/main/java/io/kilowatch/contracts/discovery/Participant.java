package io.kilowatch.contracts.discovery;

import java.util.List;

/**
 * Something that runs: a sensor, a service, an adapter.
 *
 * @param id unique for each running instance
 * @param role what it does; replicas share it
 * @param icon Font Awesome name without the prefix, as MsgFlo has it
 */
public record Participant(
    String id,
    String role,
    String component,
    String label,
    String icon,
    List<Port> inports,
    List<Port> outports) {

  public Participant {
    inports = List.copyOf(inports);
    outports = List.copyOf(outports);
  }
}
