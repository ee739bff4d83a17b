package io.kilowatch.ingestion.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.ArgumentCaptor;

@Timeout(30)
class BrokerLinkTests {

  private static final Duration LONG = Duration.ofSeconds(10);

  private final ConnectionFactory factory = mock(ConnectionFactory.class);
  private final BrokerLink link = new BrokerLink(factory, List.of(new Address("broker")));
  private final AtomicBoolean firstIsOpen = new AtomicBoolean(true);
  private final Connection first = connection(firstIsOpen);
  private final Connection second = connection(new AtomicBoolean(true));
  private final CountDownLatch secondMayCome = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    when(factory.newConnection(anyList(), anyString()))
        .thenReturn(first)
        .thenAnswer(_ -> {
          secondMayCome.await();
          return second;
        });
    link.start();
    await(link::open);
  }

  @AfterEach
  void stop() {
    secondMayCome.countDown();
    link.stop();
  }

  @Test
  void blockedAndUnblocked_refusesMeanwhile() throws Exception {
    BlockedListener told = listenerOf(first);

    told.handleBlocked("memory");

    assertThat(link.open()).isFalse();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(link::requireOpen)
        .satisfies(refusal -> assertThat(refusal.why()).isEqualTo(RefusalCause.BROKER_BLOCKED));
    told.handleUnblocked();
    assertThat(link.open()).isTrue();
  }

  @Test
  void unblocked_toldOfAConnectionThatIsGone_opensNothing() throws Exception {
    loseFirst();

    listenerOf(first).handleUnblocked();

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(link::requireOpen)
        .satisfies(refusal -> assertThat(refusal.why()).isEqualTo(RefusalCause.BROKER_AWAY));
  }

  @Test
  void blocked_toldOfAConnectionThatIsGone_doesNotBlockTheNext() throws Exception {
    loseFirst();

    listenerOf(first).handleBlocked("memory");
    secondMayCome.countDown();

    await(link::open);
  }

  @Test
  void connecting_failsInAWayNobodyHasForeseen_isTriedAgain() throws Exception {
    ConnectionFactory failing = mock(ConnectionFactory.class);
    when(failing.newConnection(anyList(), anyString()))
        .thenThrow(new OutOfMemoryError("unable to create native thread"))
        .thenReturn(second);
    BrokerLink other = new BrokerLink(failing, List.of(new Address("broker")));

    other.start();

    await(other::open);
    other.stop();
  }

  @Test
  void socket_ofAFactoryThatVerifiesHostNames_isVerified() throws Exception {
    ConnectionFactory verifying = new ConnectionFactory();
    verifying.enableHostnameVerification();
    BrokerLink _ = new BrokerLink(verifying, List.of(new Address("broker")));

    try (SSLSocket socket = (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket()) {
      verifying.getSocketConfigurator().configure(socket);

      assertThat(socket.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  private void loseFirst() {
    firstIsOpen.set(false);
    await(() -> !link.open());
  }

  private static BlockedListener listenerOf(Connection connection) {
    ArgumentCaptor<BlockedListener> listener = ArgumentCaptor.forClass(BlockedListener.class);
    verify(connection).addBlockedListener(listener.capture());
    return listener.getValue();
  }

  private static Connection connection(AtomicBoolean open) {
    try {
      Connection connection = mock(Connection.class);
      when(connection.isOpen()).thenAnswer(_ -> open.get());
      Channel channel = mock(Channel.class);
      when(connection.createChannel()).thenReturn(channel);
      return connection;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within " + LONG).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
