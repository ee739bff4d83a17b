package io.kilowatch.chat;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.chat.event.Replica;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import java.util.List;
import org.springframework.stereotype.Component;

/** Announces this replica. */
@Component
final class ChatParticipant implements ParticipantSource {

  private final Replica replica;

  ChatParticipant(Replica replica) {
    this.replica = replica;
  }

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            replica.id(),
            "chat",
            "io.kilowatch.chat.ChatApplication",
            "Keeps what people and engineers say to each other",
            "comments",
            List.of(
                new Port(
                    "events",
                    "chat-event",
                    "What has happened at the other replicas",
                    BrokerNames.CHAT_EXCHANGE,
                    null)),
            List.of(
                new Port(
                    "events-out",
                    "chat-event",
                    "What has happened here, for the other replicas",
                    BrokerNames.CHAT_EXCHANGE,
                    null),
                new Port(
                    "sockets", "chat-event", "The same, to browsers over /ws/chat", null, null))));
  }
}
