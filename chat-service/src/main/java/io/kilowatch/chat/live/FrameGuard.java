package io.kilowatch.chat.live;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.FrameRefused;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.rate.RateLimit;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ChannelInterceptor;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.stereotype.Component;

/**
 * Refuses every frame but those that a page needs: nobody listens to what is not theirs, and nobody
 * says anything but to this service. Who may say what where is decided where it is done.
 */
@Component
final class FrameGuard implements ChannelInterceptor {

  private static final int MOST_SUBSCRIPTIONS = 100;

  private final Conversations conversations;
  private final FollowedConversations followed;
  private final Watchers watchers;
  private final RateLimit frames;

  FrameGuard(
      Conversations conversations,
      FollowedConversations followed,
      Watchers watchers,
      @Qualifier("frameRate") RateLimit frames) {
    this.conversations = conversations;
    this.followed = followed;
    this.watchers = watchers;
    this.frames = frames;
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
      case CONNECT, STOMP -> {
        var _ = Senders.of(frame);
      }
      case SUBSCRIBE -> checkSubscribe(frame);
      case SEND -> checkSend(frame);
      case UNSUBSCRIBE, DISCONNECT -> {}
      default -> throw new FrameRefused("The frame can't be handled.");
    }
  }

  private void checkSubscribe(StompHeaderAccessor frame) {
    CurrentUser user = Senders.of(frame);
    count(frame);
    String destination = Objects.requireNonNullElse(frame.getDestination(), "");
    if (!Destinations.isOwn(destination)) {
      checkConversation(user, destination);
    }
    if (watchers.subscriptionsOf(socketId(frame)) >= MOST_SUBSCRIPTIONS) {
      throw new FrameRefused("At most " + MOST_SUBSCRIPTIONS + " subscriptions a socket.");
    }
  }

  private void checkConversation(CurrentUser user, String destination) {
    String id =
        Destinations.conversation(destination)
            .orElseThrow(() ->
                new FrameRefused(
                    "Only /user/queue/replies, /user/queue/inbox and /topic/conversations.<id> can"
                        + " be subscribed to."));
    try {
      followed.follow(conversations.visibleTo(user, id));
    } catch (ProblemException e) {
      throw new FrameRefused("There is no such conversation.");
    } catch (DataAccessException e) {
      throw new FrameRefused("The database does not answer. Try again later.");
    }
  }

  private void checkSend(StompHeaderAccessor frame) {
    var _ = Senders.of(frame);
    count(frame);
    if (!Destinations.isSendable(Objects.requireNonNullElse(frame.getDestination(), ""))) {
      throw new FrameRefused(
          "Only /app/conversations.<id> and its .typing, .delivered and .read can be sent to.");
    }
  }

  private void count(StompHeaderAccessor frame) {
    try {
      frames.count(socketId(frame));
    } catch (ProblemException e) {
      throw new FrameRefused(String.valueOf(e.getMessage()));
    }
  }

  private static String socketId(StompHeaderAccessor frame) {
    return Objects.requireNonNullElse(frame.getSessionId(), "");
  }
}
