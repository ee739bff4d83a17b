package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumptionTests {

  private static final long NOON = 1_700_000_000_000L;
  private static final BatchProperties BOUNDS =
      new BatchProperties(
          8, Duration.ZERO, Duration.ZERO, Duration.ZERO, 10, 10, 1000, 1, 0, Duration.ofMillis(1));

  private final Channel channel = mock(Channel.class);
  private final LiveThrottle live = mock(LiveThrottle.class);

  @SuppressWarnings("unchecked")
  private final java.util.function.Consumer<ReadingRun> told =
      mock(java.util.function.Consumer.class);

  private final BatchMetrics metrics = new BatchMetrics(new SimpleMeterRegistry());

  @Test
  void run_errorWhileBatchIsWritten_endsWithItAndHandsTheBatchBack() throws Exception {
    Error error = new StackOverflowError("of one batch");
    deliver(Runs.delivery(1, Runs.run("a", "power", NOON, 1)));

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatThrownBy(
                    consumption(readings -> {
                      throw error;
                    })
                        ::run)
                .isInstanceOf(ExecutionException.class)
                .hasCause(error));
    verify(channel, never()).basicAck(anyLong(), anyBoolean());
    verify(channel).close();
  }

  @Test
  void run_storeBusy_theNextBatchGrowsMeanwhile() throws Exception {
    CompletableFuture<Void> firstStored = new CompletableFuture<>();
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    RuntimeException end = new IllegalStateException("end of the test");
    deliver(
        Runs.delivery(1, Runs.run("a", "power", NOON, 1)),
        Runs.delivery(2, Runs.run("a", "power", NOON + 1000, 2)),
        Runs.delivery(3, Runs.run("a", "power", NOON + 2000, 3)));
    Consumption consumption =
        consumption(readings -> {
          sizes.add(readings.values().iterator().next().size());
          if (sizes.size() == 1) {
            return firstStored;
          }
          throw end;
        });

    Thread storing =
        Thread.startVirtualThread(() -> {
          verify(told, timeout(30_000).times(3)).accept(any());
          firstStored.complete(null);
        });
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThatThrownBy(consumption::run).isNotNull());

    storing.join();
    assertThat(sizes).containsExactly(1, 2);
  }

  @BeforeEach
  void listen() {
    when(live.listenerOf(any())).thenReturn(told);
  }

  private void deliver(Delivery... deliveries) throws IOException {
    when(channel.basicConsume(
            eq(BrokerNames.readingQueue("power")), anyBoolean(), any(Consumer.class)))
        .thenAnswer(call -> {
          for (Delivery delivery : deliveries) {
            call.getArgument(2, Consumer.class)
                .handleDelivery(
                    "tag",
                    new Envelope(delivery.tag(), false, "", "power"),
                    new BasicProperties(),
                    delivery.body());
          }
          return "tag";
        });
  }

  private Consumption consumption(BatchWriter.Appending store) {
    BatchWriter writer =
        new BatchWriter(store, () -> {}, messages -> {}, reject -> {}, BOUNDS, metrics);
    return new Consumption(
        channel,
        BOUNDS,
        new Sorter(mock(RunCheck.class)),
        live,
        mock(TouchedHours.class),
        writer,
        metrics,
        new Backoff());
  }
}
