package io.kilowatch.chat.live;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.conversation.Marks;
import io.kilowatch.chat.event.Events;
import io.kilowatch.chat.person.Person;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.stereotype.Controller;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Marks and typing over the web socket. They get no answer: what can't be taken is dropped, and
 * pages say the same again soon.
 */
@Controller
class SignalController {

  private static final Logger LOG = LoggerFactory.getLogger(SignalController.class);

  private final Conversations conversations;
  private final FollowedConversations followed;
  private final MarkWriter marks;
  private final Events events;
  private final JsonMapper jsonMapper;

  SignalController(
      Conversations conversations,
      FollowedConversations followed,
      MarkWriter marks,
      Events events,
      JsonMapper jsonMapper) {
    this.conversations = conversations;
    this.followed = followed;
    this.marks = marks;
    this.events = events;
    this.jsonMapper = jsonMapper;
  }

  record TypingSignal(boolean typing) {}

  record MarkSignal(long upTo) {}

  /** Only where the socket is subscribed, which was checked then: this must not cost a query. */
  @MessageMapping("/conversations.{id:[^.]+}.typing")
  void typing(@DestinationVariable String id, Message<byte[]> frame) {
    if (watched(frame, id).isPresent()) {
      Person person = Person.of(Senders.of(SimpMessageHeaderAccessor.wrap(frame)));
      taken(
          frame,
          TypingSignal.class,
          signal -> events.tell(new Typing(id, person, signal.typing())));
    }
  }

  @MessageMapping("/conversations.{id:[^.]+}.delivered")
  void delivered(@DestinationVariable String id, Message<byte[]> frame) {
    mark(id, frame, Followed::delivered, Conversations::delivered);
  }

  @MessageMapping("/conversations.{id:[^.]+}.read")
  void read(@DestinationVariable String id, Message<byte[]> frame) {
    mark(id, frame, Followed::read, Conversations::read);
  }

  /** What is new of a mark, where its socket watches the conversation. */
  @FunctionalInterface
  private interface Rise {
    Optional<Marks> of(Followed watched, String person, long upTo);
  }

  /** Checks a mark with a query, and writes it. */
  @FunctionalInterface
  private interface Write {
    Conversation mark(Conversations conversations, CurrentUser user, String id, long upTo);
  }

  private void mark(String id, Message<byte[]> frame, Rise rise, Write write) {
    CurrentUser user = Senders.of(SimpMessageHeaderAccessor.wrap(frame));
    taken(
        frame,
        MarkSignal.class,
        signal ->
            watched(frame, id)
                .ifPresentOrElse(
                    it -> rise.of(it, user.id(), signal.upTo()).ifPresent(up -> marks.add(id, up)),
                    () -> write.mark(conversations, user, id, signal.upTo())));
  }

  private Optional<Followed> watched(Message<byte[]> frame, String id) {
    String socketId = SimpMessageHeaderAccessor.wrap(frame).getSessionId();
    return followed.watchedBy(Objects.requireNonNullElse(socketId, ""), id);
  }

  private <T> void taken(Message<byte[]> frame, Class<T> type, Consumer<T> taker) {
    try {
      taker.accept(jsonMapper.readValue(frame.getPayload(), type));
    } catch (JacksonException | ProblemException | DataAccessException e) {
      LOG.debug("a signal was dropped: {}", e.getMessage());
    }
  }
}
