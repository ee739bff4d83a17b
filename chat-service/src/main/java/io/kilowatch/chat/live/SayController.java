package io.kilowatch.chat.live;

import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.message.MessageAnswer;
import io.kilowatch.chat.message.Messages;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.DestinationVariable;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.stereotype.Controller;
import tools.jackson.databind.json.JsonMapper;

/** Messages over the web socket: each gets an answer, which comes once it is in the store. */
@Controller
class SayController {

  private static final Logger LOG = LoggerFactory.getLogger(SayController.class);
  private static final Duration STORE_RETRY = Duration.ofSeconds(2);

  private final Messages messages;
  private final FollowedConversations followed;
  private final Sockets sockets;
  private final JsonMapper jsonMapper;

  SayController(
      Messages messages, FollowedConversations followed, Sockets sockets, JsonMapper jsonMapper) {
    this.messages = messages;
    this.followed = followed;
    this.sockets = sockets;
    this.jsonMapper = jsonMapper;
  }

  @MessageMapping("/conversations.{id:[^.]+}")
  void say(@DestinationVariable String id, Message<byte[]> frame) {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.wrap(frame);
    CurrentUser user = Senders.of(headers);
    String socketId = Objects.requireNonNullElse(headers.getSessionId(), "");
    sockets.reply(user.id(), socketId, answer(user, socketId, id, frame.getPayload()));
  }

  private Frame answer(CurrentUser user, String socketId, String id, byte[] body) {
    String clientId = SaidFrame.clientIdOf(body, jsonMapper);
    try {
      SaidFrame said = SaidFrame.of(body, jsonMapper);
      Optional<Followed> watched = followed.watchedBy(socketId, id);
      MessageAnswer kept =
          MessageAnswer.of(
              watched.isPresent()
                  ? messages.send(user, watched.get().place(), said.clientId(), said.text())
                  : messages.send(user, id, said.clientId(), said.text()));
      return new Frame.Sent(kept.clientId(), kept);
    } catch (ProblemException e) {
      return refused(clientId, e);
    } catch (DataAccessException e) {
      LOG.warn("MongoDB does not answer: {}", e.getMessage());
      return refused(
          clientId, ProblemException.unavailable("The database does not answer.", STORE_RETRY));
    } catch (RuntimeException e) {
      LOG.error("unexpected failure of a message", e);
      return refused(
          clientId,
          ProblemException.of(
              HttpStatus.INTERNAL_SERVER_ERROR, "Something failed here that should not."));
    }
  }

  private static Frame refused(@Nullable String clientId, ProblemException problem) {
    FieldProblem first = problem.errors().isEmpty() ? null : problem.errors().getFirst();
    Duration wait = problem.retryAfter();
    return new Frame.Refused(
        clientId,
        problem.status().value(),
        first == null ? String.valueOf(problem.getMessage()) : first.reason(),
        first == null ? null : first.field(),
        wait == null ? null : Math.max(1, wait.toSeconds()));
  }
}
