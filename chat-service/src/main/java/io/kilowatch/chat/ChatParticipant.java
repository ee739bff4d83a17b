package io.kilowatch.chat;

import io.kilowatch.base.discovery.ParticipantSource;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.contracts.discovery.Participant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Announces this replica. */
@Component
final class ChatParticipant implements ParticipantSource {

  private final String id = "chat-service-" + Identifier.fresh();

  @Override
  public List<Participant> participants() {
    return List.of(
        new Participant(
            id,
            "chat",
            "io.kilowatch.chat.ChatApplication",
            "Keeps what people and engineers say to each other",
            "comments",
            List.of(),
            List.of()));
  }
}
