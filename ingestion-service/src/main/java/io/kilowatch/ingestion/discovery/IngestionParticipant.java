package io.kilowatch.ingestion.discovery;

import io.kilowatch.base.discovery.MessageRate;
import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.ingestion.batch.ReadingPublisher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Announces this instance: readings in over HTTP, batches out for each data type. */
@Component
class IngestionParticipant implements ParticipantSource {

  private static final String ROLE = "ingestion-service";

  private final String id = ROLE + "-" + UUID.randomUUID();
  private final Map<String, MessageRate> rates = new LinkedHashMap<>();

  IngestionParticipant(ReadingPublisher publisher) {
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      rates.put(routingKey, new MessageRate(() -> publisher.confirmedBatches(routingKey)));
    }
  }

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            id,
            ROLE,
            "kilowatch/ingestion-service",
            "Takes readings over HTTP and hands them to the broker",
            "sign-in",
            List.of(new Port("readings", Port.READING, "POST /api/v1/readings", null, null)),
            rates.entrySet().stream()
                .map(rate -> outPort(rate.getKey(), rate.getValue()))
                .toList()));
  }

  private static Port outPort(String routingKey, MessageRate rate) {
    return new Port(
        routingKey,
        "reading-batch",
        "Confirmed batches of " + routingKey + " readings",
        BrokerNames.readingQueue(routingKey),
        null,
        rate.sinceLastAsked());
  }
}
