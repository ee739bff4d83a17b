package io.kilowatch.base.discovery;

import io.kilowatch.contracts.discovery.Participant;
import java.util.List;

/** What a service announces of itself and of what runs inside it. */
@FunctionalInterface
public interface ParticipantSource {

  /** The participants as they are now; asked before each announcement. */
  List<Participant> participants();
}
