package io.kilowatch.packager.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfirmedPublisherTests {

  /** Of a slow broker, before whoever waits gives it up. */
  private static final int CONFIRMED_IN_TIME = 1_000;

  private final BrokerLink broker = mock(BrokerLink.class);
  private final ConfirmedPublisher publisher = new ConfirmedPublisher(broker);
  private boolean confirming = true;
  private int unconfirmed;
  private int mostUnconfirmed;
  private int confirmed;

  @BeforeEach
  void connect() throws Exception {
    Channel channel = mock(Channel.class);
    when(channel.isOpen()).thenReturn(true);
    doAnswer(
            _ -> {
              mostUnconfirmed = Math.max(mostUnconfirmed, ++unconfirmed);
              return null;
            })
        .when(channel)
        .basicPublish(anyString(), anyString(), anyBoolean(), any(), any());
    when(channel.waitForConfirms(anyLong())).thenAnswer(_ -> confirm());
    Connection connection = mock(Connection.class);
    when(connection.createChannel()).thenReturn(channel);
    when(broker.open(anyString())).thenReturn(connection);
  }

  @Test
  void publish_moreThanIsConfirmedInTime_publishesAll() throws Exception {
    publisher.publish(letters(CONFIRMED_IN_TIME * 10 + 1));

    assertThat(confirmed).isEqualTo(CONFIRMED_IN_TIME * 10 + 1);
  }

  /** What lies in the buffers on the way to a broker that reads nothing is little. */
  @Test
  void publish_moreThanFitsIntoBuffers_awaitsConfirmsInBetween() throws Exception {
    publisher.publish(
        Collections.nCopies(100, OutgoingMessage.deadLetter("bad", "power", new byte[20_000])));

    assertThat(confirmed).isEqualTo(100);
    assertThat(mostUnconfirmed).isEqualTo(3);
  }

  @Test
  void publish_notConfirmed_throws() {
    confirming = false;

    assertThatThrownBy(() -> publisher.publish(letters(1))).isInstanceOf(IOException.class);
  }

  private boolean confirm() throws TimeoutException {
    if (!confirming || unconfirmed > CONFIRMED_IN_TIME) {
      throw new TimeoutException();
    }
    confirmed += unconfirmed;
    unconfirmed = 0;
    return true;
  }

  private static List<OutgoingMessage> letters(int count) {
    return Collections.nCopies(count, OutgoingMessage.deadLetter("bad", "power", new byte[1]));
  }
}
