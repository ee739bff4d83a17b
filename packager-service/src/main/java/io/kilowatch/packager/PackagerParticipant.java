package io.kilowatch.packager;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** How this replica stands in the platform's topology. */
@Component
final class PackagerParticipant implements ParticipantSource {

  private static final String ROLE = "packager-service";
  private static final String BATCH = "reading-batch";

  private final Participant participant =
      new Participant(
          ROLE + "-" + UUID.randomUUID(),
          ROLE,
          "kilowatch/" + ROLE,
          "Packs readings into segments, closes hours, keeps dead letters",
          "archive",
          inports(),
          List.of(
              new Port("live", "live-update", "Newest values", BrokerNames.LIVE_EXCHANGE, null),
              new Port(
                  "dead",
                  BATCH,
                  "What can never be stored",
                  BrokerNames.DEAD_LETTER_EXCHANGE,
                  null)));

  private static List<Port> inports() {
    List<Port> ports = new ArrayList<>();
    for (String routingKey : BrokerNames.READING_ROUTING_KEYS) {
      String queue = BrokerNames.readingQueue(routingKey);
      ports.add(new Port(routingKey, BATCH, "Readings of " + routingKey, queue, null));
    }
    ports.add(new Port("dead", BATCH, "Dead letters to keep", BrokerNames.DEAD_LETTER_QUEUE, null));
    return ports;
  }

  @Override
  public List<Participant> participants() {
    return List.of(participant);
  }
}
