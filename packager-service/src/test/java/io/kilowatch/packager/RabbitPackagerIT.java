package io.kilowatch.packager;

import io.kilowatch.local.Broker;
import io.kilowatch.packager.batch.CrashContract;
import org.junit.jupiter.api.Nested;

/** The packager with RabbitMQ. */
class RabbitPackagerIT {

  @Nested
  class Storing extends StoringContract {
    @Override
    protected Broker broker() {
      return Servers.rabbit();
    }
  }

  @Nested
  class DeadLetters extends DeadLetterContract {
    @Override
    protected Broker broker() {
      return Servers.rabbit();
    }
  }

  @Nested
  class Crash extends CrashContract {
    @Override
    protected Broker broker() {
      return Servers.rabbit();
    }
  }

  @Nested
  class Outage extends OutageContract {
    @Override
    protected Broker broker() {
      return Servers.rabbit();
    }
  }
}
