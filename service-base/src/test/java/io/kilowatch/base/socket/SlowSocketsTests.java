package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.ExecutorSubscribableChannel;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;

class SlowSocketsTests {

  private static final int BUFFER_BYTES = 1_000;
  private static final int MOST_FRAMES = 50_000;
  private static final SocketSettings SETTINGS = new SocketSettings("live", List.of(), "/**", 1, 1);
  private static final MessageChannel CHANNEL = new ExecutorSubscribableChannel();
  private static final MessageHandler HANDLER = message -> {};

  private final FakeSocket socket = new FakeSocket("a");
  private final OutboundFrames frames = frames();

  @Test
  void frameThatWaitedForFiveSeconds_goesOut_andOneThatWaitedLongerDropsTheSocket()
      throws Exception {
    Message<?> frame = frame();
    SlowSockets inTime = at(Duration.ofSeconds(5));
    inTime.opened(new FlushingSession(socket, 1_000, BUFFER_BYTES));
    assertThat(inTime.beforeHandle(frame, CHANNEL, HANDLER)).isSameAs(frame);
    assertThat(socket.isOpen()).isTrue();

    SlowSockets tooLate = at(Duration.ofMillis(5_001));
    tooLate.opened(new FlushingSession(socket, 1_000, BUFFER_BYTES));
    assertThat(tooLate.beforeHandle(frame, CHANNEL, HANDLER)).isNull();
    // Spring puts this in place of any other status while a frame is under way.
    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.SESSION_NOT_RELIABLE);
  }

  @Test
  void frameWithoutAStamp_goesOutAtAnyTime() {
    Message<?> frame = MessageBuilder.withPayload("heartbeat").build();
    assertThat(at(Duration.ofDays(1)).beforeHandle(frame, CHANNEL, HANDLER)).isSameAs(frame);
  }

  @Test
  void socketWhoseBuffersAreFull_isDropped() throws Exception {
    FlushingSession session = new FlushingSession(socket, 0, BUFFER_BYTES);
    SlowSockets slow = at(Duration.ZERO);
    slow.opened(session);
    slow.round();
    assertThat(socket.isOpen()).isTrue();

    socket.stopReading();
    Thread sender = Thread.ofVirtual().start(() -> send(session));
    socket.awaitHeldSender();
    while (session.getTimeSinceSendStarted() == 0) {
      Thread.onSpinWait();
    }
    slow.round();

    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.SESSION_NOT_RELIABLE);
    sender.join();
  }

  @Test
  @Timeout(30)
  void socketThatIsStuck_isDroppedSooner_whenFramesLeaveNoRoom_andItsFramesAreForgotten()
      throws Exception {
    FlushingSession session = new FlushingSession(socket, 3_600_000, BUFFER_BYTES);
    SlowSockets slow = at(Duration.ZERO);
    slow.opened(session);
    socket.stopReading();
    for (int i = 0; i <= MOST_FRAMES; i++) {
      frames.send(new FakeFrame("a", () -> send(session)));
    }
    while (session.getTimeSinceSendStarted() <= 500) {
      Thread.sleep(1);
    }
    slow.round();

    assertThat(socket.awaitClosed()).isEqualTo(CloseStatus.SESSION_NOT_RELIABLE);
    assertThat(frames.full()).isFalse();
  }

  @Test
  @Timeout(30)
  void socketThatIsStuck_hasItsTime_whileThereIsRoom() throws Exception {
    FlushingSession session = new FlushingSession(socket, 3_600_000, BUFFER_BYTES);
    SlowSockets slow = at(Duration.ZERO);
    slow.opened(session);
    socket.stopReading();
    for (int i = 0; i < MOST_FRAMES; i++) {
      frames.send(new FakeFrame("a", () -> send(session)));
    }
    while (session.getTimeSinceSendStarted() <= 500) {
      Thread.sleep(1);
    }
    slow.round();

    assertThat(socket.isOpen()).isTrue();
    socket.readOn();
  }

  private static void send(FlushingSession session) {
    try {
      session.sendMessage(new TextMessage("VALUE"));
    } catch (IOException e) {
      // It is closed while it waits.
    }
  }

  private Message<?> frame() {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    headers.setSessionId("a");
    at(Duration.ZERO).stamp(headers);
    return MessageBuilder.createMessage("VALUE", headers.getMessageHeaders());
  }

  private SlowSockets at(Duration later) {
    return new SlowSockets(
        Clock.fixed(Instant.EPOCH.plus(later), ZoneOffset.UTC), frames, SETTINGS);
  }

  private static OutboundFrames frames() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new OutboundFrames(
        new OpenSockets(Clock.systemUTC(), meters, SETTINGS), meters, SETTINGS);
  }
}
