package io.kilowatch.registry.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.threeten.extra.MutableClock;

class BacklogsTests {

  private static final Duration SLOW = Duration.ofSeconds(6);
  private static final Set<String> NAMES = Set.of("readings.power");

  private final AmqpAdmin broker = mock(AmqpAdmin.class);
  private final MutableClock clock = MutableClock.epochUTC();
  private final Backlogs backlogs = new Backlogs(broker, clock);

  @Test
  void of_aBrokerThatAnswersSlowly_isAskedOnceForAllWhoLook() {
    when(broker.getQueueInfo(anyString()))
        .thenAnswer(call -> {
          clock.add(SLOW);
          return new QueueInformation(call.getArgument(0), 7, 1);
        });

    assertThat(backlogs.of(NAMES)).isEqualTo(Map.of("readings.power", 7L));
    assertThat(backlogs.of(NAMES)).isEqualTo(Map.of("readings.power", 7L));
    verify(broker, times(1)).getQueueInfo(anyString());

    clock.add(SLOW);
    assertThat(backlogs.of(NAMES)).hasSize(1);
    verify(broker, times(2)).getQueueInfo(anyString());
  }

  @Test
  void of_aBrokerThatFailsSlowly_isAskedOnceForAllWhoLook() {
    when(broker.getQueueInfo(anyString()))
        .thenAnswer(call -> {
          clock.add(SLOW);
          throw new AmqpConnectException(new IOException("no broker"));
        });

    assertThat(backlogs.of(NAMES)).isEmpty();
    assertThat(backlogs.of(NAMES)).isEmpty();
    verify(broker, times(1)).getQueueInfo(anyString());
  }
}
