package io.kilowatch.ingestion.discovery;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Announces this instance: readings in over HTTP, batches out for each data type. */
@Component
class IngestionParticipant implements ParticipantSource {

  private static final String ROLE = "ingestion-service";

  private final Participant participant =
      new Participant(
          ROLE + "-" + UUID.randomUUID(),
          ROLE,
          "kilowatch/ingestion-service",
          "Takes readings over HTTP and hands them to the broker",
          "sign-in",
          List.of(new Port("readings", "reading", "POST /api/v1/readings", null, null)),
          BrokerNames.READING_ROUTING_KEYS.stream().map(IngestionParticipant::outPort).toList());

  @Override
  public List<Participant> participants() {
    return List.of(participant);
  }

  private static Port outPort(String routingKey) {
    return new Port(
        routingKey,
        "reading-batch",
        "Confirmed batches of " + routingKey + " readings",
        BrokerNames.readingQueue(routingKey),
        null);
  }
}
