package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

class FlushingSessionTests {

  private static final int LONG_MILLIS = 60_000;
  private static final int BUFFER_BYTES = 1000;

  private final FakeSocket socket = new FakeSocket("a");
  private Thread sender;

  @AfterEach
  void end() throws Exception {
    socket.readOn();
    if (sender != null) {
      sender.join();
    }
  }

  @Test
  void closeAfterAnError_nobodySends_isAtOnce() throws Exception {
    FlushingSession session = new FlushingSession(socket, LONG_MILLIS, BUFFER_BYTES);
    session.sendMessage(new TextMessage("ERROR"));
    session.close(CloseStatus.PROTOCOL_ERROR);

    assertThat(socket.isOpen()).isFalse();
    assertThat(socket.next()).isEqualTo("ERROR");
  }

  @Test
  void closeAfterAnError_anotherSends_comesAfterTheError() throws Exception {
    FlushingSession session = heldWhileSending("VALUE", LONG_MILLIS);
    session.sendMessage(new TextMessage("ERROR"));
    session.close(CloseStatus.PROTOCOL_ERROR);
    session.sendMessage(new TextMessage("after the ERROR"));
    assertThat(socket.isOpen()).isTrue();

    socket.readOn();

    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.PROTOCOL_ERROR);
    assertThat(socket.next()).isEqualTo("VALUE");
    assertThat(socket.next()).isEqualTo("ERROR");
    assertThat(socket.hasNext()).isFalse();
  }

  /** Minus one: a sender is past the limit as soon as it sends. */
  @Test
  void closeAfterAnError_clientReadsNothingPastTheLimit_isAtOnce() throws Exception {
    FlushingSession session = heldWhileSending("VALUE", -1);

    session.close(CloseStatus.PROTOCOL_ERROR);

    assertThat(socket.isOpen()).isFalse();
  }

  @Test
  void closeForAnotherReason_anotherSends_isAtOnce() throws Exception {
    FlushingSession session = heldWhileSending("VALUE", LONG_MILLIS);

    session.close(CloseStatus.GOING_AWAY);

    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.GOING_AWAY);
  }

  @Test
  void setTextMessageSizeLimit_springWantsMore_staysSmall() {
    new FlushingSession(socket, LONG_MILLIS, BUFFER_BYTES).setTextMessageSizeLimit(16_640);

    assertThat(socket.getTextMessageSizeLimit()).isEqualTo(2_048);
  }

  private FlushingSession heldWhileSending(String text, int sendTimeLimit) throws Exception {
    FlushingSession session = new FlushingSession(socket, sendTimeLimit, BUFFER_BYTES);
    socket.stopReading();
    sender =
        Thread.startVirtualThread(() -> {
          try {
            session.sendMessage(new TextMessage(text));
          } catch (IOException e) {
            // The socket was closed meanwhile.
          }
        });
    socket.awaitHeldSender();
    return session;
  }
}
