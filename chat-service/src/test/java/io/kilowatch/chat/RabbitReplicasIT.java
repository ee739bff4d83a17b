package io.kilowatch.chat;

import io.kilowatch.local.Broker;
import io.kilowatch.local.RabbitNode;
import java.nio.file.Path;

class RabbitReplicasIT extends ReplicasContract {

  @Override
  Broker startBroker(Path directory) {
    return RabbitNode.start(directory);
  }
}
