package io.kilowatch.ingestion;

import io.kilowatch.local.Broker;
import io.kilowatch.local.EmbeddedBroker;
import java.nio.file.Path;

/** Ingestion on the broker of {@code make up}. */
class EmbeddedBrokerIngestionIT extends IngestionSuite {

  @Override
  Broker startBroker(Path brokerDirectory) {
    return EmbeddedBroker.start(brokerDirectory);
  }
}
