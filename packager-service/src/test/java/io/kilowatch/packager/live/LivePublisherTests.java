package io.kilowatch.packager.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BlockedCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ReturnCallback;
import com.rabbitmq.client.UnblockedCallback;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.live.LiveUpdate;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.packager.broker.BrokerLink;
import io.kilowatch.packager.live.LiveThrottle.Together;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import tools.jackson.databind.json.JsonMapper;

class LivePublisherTests {

  private static final LiveUpdate UPDATE = new LiveUpdate("a", "power", 1, 2, Origin.MEASURED);
  private static final Together TOGETHER = new Together("servers.7", List.of(UPDATE));

  private final LiveThrottle throttle = mock(LiveThrottle.class);
  private final BrokerLink broker = mock(BrokerLink.class);
  private final Audience audience = new Audience(() -> 0);
  private final LivePublisher publisher =
      new LivePublisher(throttle, audience, broker, new JsonMapper(), new SimpleMeterRegistry());

  @AfterEach
  void stop() {
    publisher.stop();
  }

  @Test
  void publish_connectionDiesWhileBlocked_goesOnWithTheNext() throws IOException {
    AtomicBoolean alive = new AtomicBoolean(true);
    Channel channel = channel(alive);
    Connection connection = connection(channel);
    Channel next = channel(new AtomicBoolean(true));
    Connection nextConnection = connection(next);
    when(broker.open("live")).thenReturn(connection, nextConnection);
    when(throttle.due()).thenReturn(List.of(TOGETHER));

    publisher.start();
    verifyPublishesOn(channel);
    block(connection);
    alive.set(false);

    verifyPublishesOn(next);
  }

  @Test
  void publish_severalGroups_sendsEachItsOwn() throws IOException {
    LiveUpdate other = new LiveUpdate("b", "co2", 3, 4, Origin.EMULATED);
    Together ofAnother = new Together("servers.8", List.of(other, UPDATE));
    Channel channel = channel(new AtomicBoolean(true));
    Connection connection = connection(channel);
    when(broker.open("live")).thenReturn(connection);
    when(throttle.due()).thenReturn(List.of(TOGETHER, ofAnother), List.of());

    publisher.start();

    verifyPublishes(channel, TOGETHER);
    verifyPublishes(channel, ofAnother);
  }

  @Test
  void publish_comesBack_tellsTheAudience() throws IOException {
    Channel channel = channel(new AtomicBoolean(true));
    Connection connection = connection(channel);
    when(broker.open("live")).thenReturn(connection);
    when(throttle.due()).thenReturn(List.of(TOGETHER), List.of());

    publisher.start();
    verifyPublishesOn(channel);
    giveBack(channel);

    assertThat(audience.mostFor(TOGETHER.routingKey())).isZero();
    assertThat(audience.mostFor("servers.8")).isEqualTo(Integer.MAX_VALUE);
  }

  private static void giveBack(Channel channel) {
    ArgumentCaptor<ReturnCallback> returned = ArgumentCaptor.forClass(ReturnCallback.class);
    verify(channel).addReturnListener(returned.capture());
    returned
        .getValue()
        .handle(
            new Return(
                AMQP.NO_ROUTE,
                "NO_ROUTE",
                BrokerNames.LIVE_EXCHANGE,
                TOGETHER.routingKey(),
                LivePublisher.PROPERTIES,
                new byte[0]));
  }

  private static void verifyPublishes(Channel channel, Together together) throws IOException {
    verify(channel, timeout(30_000))
        .basicPublish(
            BrokerNames.LIVE_EXCHANGE,
            together.routingKey(),
            true,
            LivePublisher.PROPERTIES,
            new JsonMapper().writeValueAsBytes(together.updates()));
  }

  private static Channel channel(AtomicBoolean open) {
    Channel channel = mock(Channel.class);
    when(channel.isOpen()).thenAnswer(_ -> open.get());
    return channel;
  }

  private static Connection connection(Channel channel) throws IOException {
    Connection connection = mock(Connection.class);
    when(connection.createChannel()).thenReturn(channel);
    return connection;
  }

  private static void verifyPublishesOn(Channel channel) throws IOException {
    verify(channel, timeout(30_000).atLeastOnce())
        .basicPublish(
            eq(BrokerNames.LIVE_EXCHANGE),
            eq(TOGETHER.routingKey()),
            eq(true),
            any(),
            any(byte[].class));
  }

  private static void block(Connection connection) throws IOException {
    ArgumentCaptor<BlockedCallback> blocked = ArgumentCaptor.forClass(BlockedCallback.class);
    verify(connection, atLeastOnce())
        .addBlockedListener(blocked.capture(), any(UnblockedCallback.class));
    blocked.getValue().handle("memory");
  }
}
