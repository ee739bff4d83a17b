package io.kilowatch.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreConnectionTests {

  @Test
  void start_tryEndsInAnError_triesOn() throws InterruptedException {
    CountDownLatch tries = new CountDownLatch(2);
    StoreConnection connection =
        new StoreConnection(() -> {
          tries.countDown();
          throw new StackOverflowError();
        });

    connection.start();

    try {
      assertThat(tries.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      connection.stop();
    }
  }
}
