package io.kilowatch.packager.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.Connection;
import io.kilowatch.packager.broker.BrokerLink;
import io.kilowatch.packager.store.Store;
import io.kilowatch.packager.store.StoreLink;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisorTests {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void work_endsWithAnError_beginsAgain() throws Exception {
    BrokerLink broker = mock(BrokerLink.class);
    when(broker.open("failing")).thenReturn(mock(Connection.class));
    StoreLink stores = mock(StoreLink.class);
    when(stores.await()).thenReturn(new Store(null, null));
    FailingShift shift = new FailingShift();
    Supervisor supervisor = new Supervisor(shift, broker, stores, meters);

    supervisor.start();
    try {
      assertThat(shift.second.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(meters.counter("kilowatch.packager.interruptions", "shift", "failing").count())
          .isEqualTo(1);
    } finally {
      supervisor.stop();
    }
    assertThat(supervisor.state()).isEqualTo(ShiftState.STOPPED);
  }

  @Test
  void rethrow_errorOfAnotherThread_isAnException() {
    FirstFailure failure = new FirstFailure();
    Error error = new OutOfMemoryError("in a test");

    failure.set(error);
    failure.set(new IllegalStateException("later"));

    assertThatThrownBy(failure::rethrow).isInstanceOf(Exception.class).hasCause(error);
  }

  /** Fails once with an error, then works until it is interrupted. */
  private static final class FailingShift implements Shift {

    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch second = new CountDownLatch(1);

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public void probe(Store store) {}

    @Override
    public void work(Connection connection, Store store, Backoff progress) throws Exception {
      if (first.getCount() > 0) {
        first.countDown();
        throw new StackOverflowError("in a test");
      }
      second.countDown();
      new CountDownLatch(1).await();
    }
  }
}
