package io.kilowatch.packager;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.local.Broker;
import io.kilowatch.local.CassandraNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Store and broker go away under load: nothing is lost, and nothing good is dead-lettered. */
abstract class OutageContract extends PackagerFixture {

  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(7));

  @Test
  void storeHangsUnderLoad_nothingIsLostNorDeadLettered() throws Exception {
    CassandraNode cassandra = Servers.cassandra();
    assertNothingLost(() -> {
      cassandra.pause();
      try {
        // Longer than the driver's timeout and all quick retries together.
        eventually(() -> assertThat(packager.readiness().statusCode()).isEqualTo(503));
        assertThat(packager.liveness().statusCode()).isEqualTo(200);
      } finally {
        cassandra.resume();
      }
    });
  }

  @Test
  void storeKilledUnderLoad_nothingIsLostNorDeadLettered() throws Exception {
    CassandraNode cassandra = Servers.cassandra();
    assertNothingLost(() -> {
      cassandra.kill();
      try {
        eventually(() -> assertThat(packager.readiness().statusCode()).isEqualTo(503));
      } finally {
        cassandra.restart();
      }
    });
  }

  /** Publishes before, while and after something happens. */
  private void assertNothingLost(ThrowingAction happening) throws Exception {
    String server = newServer();
    AtomicInteger published = new AtomicInteger();
    AtomicReference<Exception> failure = new AtomicReference<>();
    CountDownLatch enough = new CountDownLatch(1);
    Thread publisher =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (enough.getCount() > 0) {
                  int i = published.getAndIncrement();
                  outside.publish(run(server, HOUR.plusMillis(i), i));
                  Thread.sleep(5);
                }
              } catch (Exception e) {
                failure.set(e);
              }
            });
    Thread.sleep(1_000);
    happening.run();
    packager.awaitReady();
    Thread.sleep(1_000);
    enough.countDown();
    publisher.join();

    assertThat(failure.get()).isNull();
    awaitStored(server, HOUR, IntStream.range(0, published.get()).asDoubleStream().toArray());
    assertThat(packager.counted("kilowatch.packager.interruptions")).isPositive();
    assertNoDeadLetterOf(server);
    assertAllAcknowledged();
  }

  private interface ThrowingAction {
    void run() throws Exception;
  }

  @Test
  void brokerKilledWithBacklog_everythingConfirmedIsStored() throws Exception {
    Broker broker = broker();
    String server = newServer();
    int readings = 500;
    for (int i = 0; i < readings; i++) {
      outside.publish(run(server, HOUR.plusMillis(i), i));
    }
    broker.kill();
    eventually(() -> assertThat(packager.readiness().statusCode()).isEqualTo(503));
    broker.restart();
    outside.close();
    outside = new TestBroker(broker.uri());
    packager.awaitReady();
    outside.publish(run(server, HOUR.plusMillis(readings), readings));
    awaitStored(server, HOUR, IntStream.rangeClosed(0, readings).asDoubleStream().toArray());
    assertNoDeadLetterOf(server);
    assertAllAcknowledged();
  }

  @Test
  void startedWhileStoreAndBrokerAreAway_worksOnceTheyAreThere() throws Exception {
    String server = newServer();
    packager.close();
    outside.publish(run(server, HOUR, 1, 2, 3));
    outside.close();
    Servers.cassandra().stop();
    broker().kill();
    packager = start();
    assertThat(packager.liveness().statusCode()).isEqualTo(200);
    assertThat(packager.readiness().statusCode()).isEqualTo(503);
    assertThat(packager.as("ADMIN", "GET", "/api/v1/dead-letters").statusCode()).isEqualTo(503);
    Servers.cassandra().restart();
    broker().restart();
    outside = new TestBroker(broker().uri());
    packager.awaitReady();
    awaitStored(server, HOUR, 1, 2, 3);
  }
}
