package io.kilowatch.scheduler;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import java.util.List;
import org.springframework.stereotype.Component;

/** Announces this replica. */
@Component
final class SchedulerParticipant implements ParticipantSource {

  private final Replica replica;

  SchedulerParticipant(Replica replica) {
    this.replica = replica;
  }

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            replica.id(),
            "scheduler",
            "io.kilowatch.scheduler.SchedulerApplication",
            "Places tasks where and when they emit least, and runs them",
            "calendar",
            List.of(
                new Port(
                    "registry",
                    "registry-event",
                    "Changes of servers and sites",
                    BrokerNames.REGISTRY_EXCHANGE,
                    null)),
            List.of(
                new Port("loads", "task-load", "Cores that tasks take, by server", null, null))));
  }
}
