package io.kilowatch.registry.topology;

import io.kilowatch.base.discovery.MessageRate;
import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.registry.event.RegistryEvents;
import java.util.List;
import org.springframework.stereotype.Component;

/** The registry is part of what runs, too. */
@Component
class OwnParticipant implements ParticipantSource {

  private static final String NAME = "server-registry";

  private final String id = NAME + "-" + Identifier.fresh();
  private final MessageRate events;

  OwnParticipant(RegistryEvents events) {
    this.events = new MessageRate(events::published);
  }

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            id,
            NAME,
            NAME,
            "Server registry",
            "address-book",
            List.of(
                new Port(
                    "announcements",
                    "discovery",
                    "what runs",
                    BrokerNames.DISCOVERY_EXCHANGE,
                    null),
                new Port(
                    "audit", "audit-record", "changes in other services", "registry.audit", null)),
            List.of(
                new Port(
                    "events",
                    "registry-event",
                    "changes of servers, sites, keys and sessions",
                    BrokerNames.REGISTRY_EXCHANGE,
                    null,
                    events.sinceLastAsked()))));
  }
}
