package io.kilowatch.history;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Announces this replica: live values come in, web sockets go out. */
@Component
final class HistoryParticipant implements ParticipantSource {

  private final String id = "history-service-" + UUID.randomUUID().toString().substring(0, 8);

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            id,
            "history",
            "io.kilowatch.history.HistoryApplication",
            "Answers questions about stored readings and shows new ones live",
            "line-chart",
            List.of(
                new Port(
                    "live",
                    "live-update",
                    "Newest values of the servers that somebody watches",
                    BrokerNames.LIVE_EXCHANGE,
                    null)),
            List.of(
                new Port(
                    "sockets", "live-update", "The same, to browsers over /ws/live", null, null))));
  }
}
