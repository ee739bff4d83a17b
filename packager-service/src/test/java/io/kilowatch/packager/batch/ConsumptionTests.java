package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.Envelope;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ConsumptionTests {

  private static final BatchProperties BOUNDS =
      new BatchProperties(8, Duration.ZERO, 10, 1000, 1, 0, Duration.ofMillis(1));

  private final Channel channel = mock(Channel.class);
  private final BatchMetrics metrics = new BatchMetrics(new SimpleMeterRegistry());

  @Test
  void run_errorWhileBatchIsWritten_endsWithItAndHandsTheBatchBack() throws Exception {
    Error error = new StackOverflowError("of one batch");
    Delivery delivery = Runs.delivery(1, Runs.run("a", "power", 1_700_000_000_000L, 1));
    when(channel.basicConsume(
            eq(BrokerNames.readingQueue("power")), anyBoolean(), any(Consumer.class)))
        .thenAnswer(call -> {
          call.getArgument(2, Consumer.class)
              .handleDelivery(
                  "tag",
                  new Envelope(delivery.tag(), false, "", "power"),
                  new BasicProperties(),
                  delivery.body());
          return "tag";
        });

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(consumption(error)::run)
                .isInstanceOf(ExecutionException.class)
                .hasCause(error));
    verify(channel, never()).basicAck(anyLong(), anyBoolean());
    verify(channel).close();
  }

  private Consumption consumption(Error ofStore) {
    BatchWriter writer =
        new BatchWriter(
            readings -> {
              throw ofStore;
            },
            () -> {},
            messages -> {},
            BOUNDS,
            metrics);
    return new Consumption(
        channel,
        BOUNDS,
        new Sorter(mock(RunCheck.class)),
        mock(LiveThrottle.class),
        mock(TouchedHours.class),
        writer,
        metrics,
        new Backoff());
  }
}
