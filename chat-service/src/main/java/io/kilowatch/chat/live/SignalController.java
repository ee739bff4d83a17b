package io.kilowatch.chat.live;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.base.socket.Watchers;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.event.Events;
import io.kilowatch.chat.person.Person;
import java.util.Objects;
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
  private final Watchers watchers;
  private final Events events;
  private final JsonMapper jsonMapper;

  SignalController(
      Conversations conversations, Watchers watchers, Events events, JsonMapper jsonMapper) {
    this.conversations = conversations;
    this.watchers = watchers;
    this.events = events;
    this.jsonMapper = jsonMapper;
  }

  record TypingSignal(boolean typing) {}

  record MarkSignal(long upTo) {}

  /** Only where the socket is subscribed, which was checked then: this must not cost a query. */
  @MessageMapping("/conversations.{id:[^.]+}.typing")
  void typing(@DestinationVariable String id, Message<byte[]> frame) {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.wrap(frame);
    String socketId = Objects.requireNonNullElse(headers.getSessionId(), "");
    if (watchers.watches(socketId, Destinations.ofConversation(id))) {
      taken(
          frame,
          TypingSignal.class,
          signal -> events.tell(new Typing(id, Person.of(Senders.of(headers)), signal.typing())));
    }
  }

  @MessageMapping("/conversations.{id:[^.]+}.delivered")
  void delivered(@DestinationVariable String id, Message<byte[]> frame) {
    CurrentUser user = Senders.of(SimpMessageHeaderAccessor.wrap(frame));
    taken(frame, MarkSignal.class, signal -> conversations.delivered(user, id, signal.upTo()));
  }

  @MessageMapping("/conversations.{id:[^.]+}.read")
  void read(@DestinationVariable String id, Message<byte[]> frame) {
    CurrentUser user = Senders.of(SimpMessageHeaderAccessor.wrap(frame));
    taken(frame, MarkSignal.class, signal -> conversations.read(user, id, signal.upTo()));
  }

  private <T> void taken(Message<byte[]> frame, Class<T> type, Consumer<T> taker) {
    try {
      taker.accept(jsonMapper.readValue(frame.getPayload(), type));
    } catch (JacksonException | ProblemException | DataAccessException e) {
      LOG.debug("a signal was dropped: {}", e.getMessage());
    }
  }
}
