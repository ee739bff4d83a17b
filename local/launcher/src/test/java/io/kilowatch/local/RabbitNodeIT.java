package io.kilowatch.local;

import java.nio.file.Path;

class RabbitNodeIT extends BrokerContract {
  @Override
  Broker start(Path directory) {
    return RabbitNode.start(directory);
  }
}
