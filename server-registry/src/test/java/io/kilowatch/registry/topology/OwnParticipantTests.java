package io.kilowatch.registry.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.registry.event.RegistryEvents;
import org.junit.jupiter.api.Test;

class OwnParticipantTests {

  private final RegistryEvents events = mock(RegistryEvents.class);

  @Test
  void participants_afterEvents_tellARate() {
    OwnParticipant own = new OwnParticipant(events);
    when(events.published()).thenReturn(10.0);

    Port port = events(own);

    assertThat(port.exchange()).isEqualTo("registry");
    assertThat(port.messagesPerSecond()).isPositive();
    // Nothing since it was asked.
    assertThat(events(own).messagesPerSecond()).isZero();
  }

  private static Port events(OwnParticipant own) {
    return own.participants().getFirst().outports().getFirst();
  }
}
