package io.kilowatch.emulators.sensor;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.emulators.replica.Replicas;
import java.util.List;
import org.springframework.stereotype.Component;

/** Announces this replica itself. */
@Component
final class EmulatorParticipant implements ParticipantSource {

  private final Replicas replicas;

  EmulatorParticipant(Replicas replicas) {
    this.replicas = replicas;
  }

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            "sensor-emulators." + replicas.self(),
            "sensor-emulators",
            "sensor-emulators",
            "Sensor emulators",
            "gauge",
            List.of(new Port("registry", "registry-event", "Changes of servers", "registry", null)),
            List.of(new Port("readings", "reading", "Emulated readings, over HTTP", null, null))));
  }
}
