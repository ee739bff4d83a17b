package io.kilowatch.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class RabbitNodeIT extends BrokerContract {
  private Path directory;

  @Override
  Broker start(Path directory) {
    this.directory = directory;
    return RabbitNode.start(directory);
  }

  @Test
  void start_keepsThePasswordFromOtherUsers() throws Exception {
    for (String file : new String[] {"rabbitmq.conf", "password", "home/.erlang.cookie"}) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .isEqualTo("rw-------");
    }
  }
}
