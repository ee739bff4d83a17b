package io.kilowatch.history.live;

import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.nio.file.Path;

class RabbitLiveIT extends LiveContract {

  @Override
  Broker startBroker(Path directory) {
    return RabbitNode.start(directory);
  }
}
