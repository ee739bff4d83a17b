package io.kilowatch.ingestion;

import io.kilowatch.local.Broker;
import io.kilowatch.local.EmbeddedBroker;
import java.nio.file.Path;

/** Ingestion while the broker of {@code make up} fails. */
class EmbeddedBrokerFaultsIT extends BrokerFaultSuite {

  @Override
  Broker startBroker(Path brokerDirectory) {
    return EmbeddedBroker.start(brokerDirectory);
  }
}
