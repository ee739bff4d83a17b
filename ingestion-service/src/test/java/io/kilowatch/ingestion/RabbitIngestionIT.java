package io.kilowatch.ingestion;

import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.nio.file.Path;

/** Ingestion on a real RabbitMQ. */
class RabbitIngestionIT extends IngestionSuite {

  @Override
  Broker startBroker(Path brokerDirectory) {
    return RabbitNode.start(brokerDirectory);
  }
}
