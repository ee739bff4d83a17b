package io.kilowatch.packager;

import io.kilowatch.local.Broker;
import io.kilowatch.packager.batch.CrashContract;
import org.junit.jupiter.api.Nested;

/** The packager with the broker of the local platform. */
class EmbeddedPackagerIT {

  @Nested
  class Storing extends StoringContract {
    @Override
    protected Broker broker() {
      return Servers.embedded();
    }
  }

  @Nested
  class DeadLetters extends DeadLetterContract {
    @Override
    protected Broker broker() {
      return Servers.embedded();
    }
  }

  @Nested
  class Crash extends CrashContract {
    @Override
    protected Broker broker() {
      return Servers.embedded();
    }
  }

  @Nested
  class Outage extends OutageContract {
    @Override
    protected Broker broker() {
      return Servers.embedded();
    }
  }
}
