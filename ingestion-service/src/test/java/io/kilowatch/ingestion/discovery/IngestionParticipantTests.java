package io.kilowatch.ingestion.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.ingestion.batch.BrokerLink;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.batch.PublishSettings;
import io.kilowatch.ingestion.batch.ReadingPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestionParticipantTests {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final IngestionParticipant participant =
      new IngestionParticipant(
          new ReadingPublisher(
              new BrokerLink(new ConnectionFactory(), List.of()),
              new InFlightBytes(1_000),
              new PublishSettings(
                  Duration.ZERO, Duration.ZERO, 10, 10, 8, Duration.ofSeconds(1), 1_000),
              meters));

  @Test
  void participants_outPorts_tellTheConfirmedBatchesASecond() {
    Counter confirmed =
        meters
            .get("kilowatch.ingestion.batches")
            .tags("queue", "co2", "outcome", "confirmed")
            .counter();
    confirmed.increment(50);

    List<Port> ports = participant.participants().getFirst().outports();

    assertThat(ports)
        .extracting(Port::exchange)
        .containsExactly("readings.power", "readings.co2", "readings.other");
    assertThat(ports.get(0).messagesPerSecond()).isZero();
    assertThat(ports.get(1).messagesPerSecond()).isPositive();
    assertThat(participant.participants().getFirst().outports().get(1).messagesPerSecond())
        .isZero();
  }
}
