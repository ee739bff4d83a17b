package io.kilowatch.ingestion;

import com.rabbitmq.client.Address;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.security.PublicPaths;
import io.kilowatch.ingestion.batch.BrokerLink;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.batch.ReadingPublisher;
import io.kilowatch.ingestion.intake.IntakeMeters;
import io.kilowatch.ingestion.intake.ReadingIntake;
import io.kilowatch.ingestion.key.IngestKeys;
import io.kilowatch.ingestion.key.KeyRates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the path of a reading: key, intake, publisher, broker. */
@Configuration(proxyBeanMethods = false)
class IngestionConfiguration {

  /** Sensors show ingest keys, which the intake checks; they have no user tokens. */
  @Bean
  PublicPaths publicPaths() {
    return new PublicPaths("/api/v1/readings", "/api/v1/metrics", "/input/**");
  }

  @Bean
  InFlightBytes inFlightBytes(IngestionSettings settings) {
    return new InFlightBytes(settings.maxInFlight().toBytes());
  }

  /** A connection of its own: readings must not share one with whatever else the service sends. */
  @Bean
  BrokerLink brokerLink(CachingConnectionFactory connections, RabbitConnectionDetails details) {
    List<Address> addresses =
        details.getAddresses().stream()
            .map(address -> new Address(address.host(), address.port()))
            .toList();
    return new BrokerLink(connections.getRabbitConnectionFactory().clone(), addresses);
  }

  @Bean
  ReadingPublisher readingPublisher(
      BrokerLink link, InFlightBytes inFlight, IngestionSettings settings, MeterRegistry meters) {
    return new ReadingPublisher(link, inFlight, settings.publishSettings(), meters);
  }

  @Bean
  IngestKeys ingestKeys(Directory directory, IngestionSettings settings, Clock clock) {
    return new IngestKeys(directory, settings.keyTableLifetime(), clock);
  }

  @Bean
  ReadingIntake readingIntake(
      IngestKeys keys,
      Directory directory,
      IngestionSettings settings,
      ReadingPublisher publisher,
      MeterRegistry meters,
      Clock clock) {
    return new ReadingIntake(
        keys,
        new KeyRates(System::nanoTime),
        id -> directory.server(id).orElse(null),
        settings.readingLimits(),
        publisher,
        new IntakeMeters(meters),
        clock);
  }
}
