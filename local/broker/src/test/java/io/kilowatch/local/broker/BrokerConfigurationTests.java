package io.kilowatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.qpid.server.model.Broker;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BrokerConfigurationTests {

  /** Qpid would stop them, however much of a large disk is left, and never tell them so. */
  @Test
  void publishers_areNotStoppedByTheShareOfTheDiskInUse() throws IOException {
    try (InputStream configuration = BrokerMain.class.getResourceAsStream("/broker.json")) {
      JsonNode context =
          new JsonMapper().readTree(Objects.requireNonNull(configuration)).path("context");
      assertThat(context.path(Broker.STORE_FILESYSTEM_MAX_USAGE_PERCENT).asString(""))
          .isEqualTo("0");
    }
  }
}
