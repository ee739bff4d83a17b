package io.kilowatch.history.live;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.socket.FrameRefused;
import io.kilowatch.base.socket.SocketToken;
import io.kilowatch.base.socket.Watchers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Component;

/** Refuses every frame but those that a watching client needs; Spring wants CONNECT first. */
@Component
final class FrameGuard implements ChannelInterceptor {

  private static final int MOST_SUBSCRIPTIONS = 500;

  private final Directory directory;
  private final Watchers watchers;

  FrameGuard(Directory directory, Watchers watchers) {
    this.directory = directory;
    this.watchers = watchers;
  }

  @Override
  public Message<?> preSend(Message<?> message, MessageChannel channel) {
    StompHeaderAccessor frame =
        MessageHeaderAccessor.getAccessor(message, StompHeaderAccessor.class);
    StompCommand command = frame == null ? null : frame.getCommand();
    if (frame != null && command != null) {
      check(frame, command);
    }
    return message;
  }

  private void check(StompHeaderAccessor frame, StompCommand command) {
    switch (command) {
      case CONNECT, STOMP -> checkSignedIn(frame);
      case SUBSCRIBE -> checkSubscribe(frame);
      case UNSUBSCRIBE, DISCONNECT -> {}
      default -> throw new FrameRefused("Nothing can be sent here, only watched.");
    }
  }

  private static void checkSignedIn(StompHeaderAccessor frame) {
    if (SocketToken.of(frame.getSessionAttributes()) == null) {
      throw new FrameRefused("Sign in first.");
    }
  }

  private void checkSubscribe(StompHeaderAccessor frame) {
    checkSignedIn(frame);
    Topic topic = topic(frame.getDestination());
    if (isOfUnknownServer(topic)) {
      throw new FrameRefused("There is no such server.");
    }
    if (watchers.subscriptionsOf(Objects.requireNonNullElse(frame.getSessionId(), ""))
        >= MOST_SUBSCRIPTIONS) {
      throw new FrameRefused("At most " + MOST_SUBSCRIPTIONS + " subscriptions a socket.");
    }
  }

  /** Until the registry has answered any may be known; who watches none is just told nothing. */
  private boolean isOfUnknownServer(Topic topic) {
    return directory.loaded()
        && !topic.serverId().isEmpty()
        && directory.server(topic.serverId()).isEmpty();
  }

  private static Topic topic(@Nullable String destination) {
    return Topic.parse(destination == null ? "" : destination)
        .orElseThrow(() ->
            new FrameRefused(
                "Only /topic/servers.<id>, /topic/fleet and /topic/fleet.batches can be subscribed"
                    + " to."));
  }
}
