package io.kilowatch.local;

import java.nio.file.Path;

class EmbeddedBrokerIT extends BrokerContract {
  @Override
  Broker start(Path directory) {
    return EmbeddedBroker.start(directory);
  }
}
