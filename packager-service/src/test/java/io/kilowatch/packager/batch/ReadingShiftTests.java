package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.packager.broker.ConfirmedPublisher;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.deadletter.LetterKeeper;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Backoff;
import io.kilowatch.packager.store.Store;
import io.kilowatch.series.store.SeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadingShiftTests {

  private static final long NOON = 1_700_000_000_000L;
  private static final BatchProperties BOUNDS =
      new BatchProperties(
          8, Duration.ZERO, Duration.ZERO, Duration.ZERO, 10, 10, 1000, 1, 0, Duration.ofMillis(1));

  private final SeriesStore series = mock(SeriesStore.class);
  private final Store store = new Store(series, null);
  private final ReadingShift shift =
      new ReadingShift(
          BOUNDS,
          new Sorter(mock(RunCheck.class)),
          live(),
          mock(TouchedHours.class),
          mock(ConfirmedPublisher.class),
          mock(LetterKeeper.class),
          new BatchMetrics(new SimpleMeterRegistry()),
          Clock.systemUTC());

  @Test
  void probe_writeTakesLongerThanAProbe_isWaitedForAndNotBegunAgain() throws Exception {
    CompletableFuture<Void> slow = new CompletableFuture<>();
    when(series.appendPacked(any()))
        .thenReturn(CompletableFuture.failedFuture(new IllegalStateException("away")), slow);
    assertThatThrownBy(() -> shift.work(delivering(), store, new Backoff()))
        .isInstanceOf(StoreAwayException.class);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> shift.probe(store)).isInstanceOf(InterruptedException.class);
    slow.complete(null);
    shift.probe(store);

    verify(series, times(2)).appendPacked(any());
  }

  private static LiveThrottle live() {
    LiveThrottle live = mock(LiveThrottle.class);
    when(live.listenerOf(any())).thenReturn(_ -> {});
    return live;
  }

  /** A connection over which one message of readings comes. */
  private static Connection delivering() throws IOException {
    Channel channel = mock(Channel.class);
    when(channel.basicConsume(
            eq(BrokerNames.readingQueue("power")), anyBoolean(), any(Consumer.class)))
        .thenAnswer(call -> {
          Delivery delivery = Runs.delivery(1, Runs.run("a", "power", NOON, 1));
          call.getArgument(2, Consumer.class)
              .handleDelivery(
                  "tag",
                  new Envelope(delivery.tag(), false, "", delivery.routingKey()),
                  new BasicProperties(),
                  delivery.body());
          return "tag";
        });
    Connection connection = mock(Connection.class);
    when(connection.createChannel()).thenReturn(channel);
    return connection;
  }
}
