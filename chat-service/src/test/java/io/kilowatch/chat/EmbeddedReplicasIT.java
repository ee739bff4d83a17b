package io.kilowatch.chat;

import io.kilowatch.local.Broker;
import io.kilowatch.local.EmbeddedBroker;
import java.nio.file.Path;

class EmbeddedReplicasIT extends ReplicasContract {

  @Override
  Broker startBroker(Path directory) {
    return EmbeddedBroker.start(directory);
  }
}
