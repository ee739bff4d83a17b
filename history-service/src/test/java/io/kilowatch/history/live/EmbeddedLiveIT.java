package io.kilowatch.history.live;

import io.kilowatch.local.Broker;
import io.kilowatch.local.EmbeddedBroker;
import java.nio.file.Path;

class EmbeddedLiveIT extends LiveContract {

  @Override
  Broker startBroker(Path directory) {
    return EmbeddedBroker.start(directory);
  }
}
