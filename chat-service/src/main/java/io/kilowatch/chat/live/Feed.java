package io.kilowatch.chat.live;

import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.ConversationChanged;
import io.kilowatch.chat.conversation.MarksRisen;
import io.kilowatch.chat.message.MessageAnswer;
import io.kilowatch.chat.message.MessageKept;
import io.kilowatch.chat.message.MessageStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells those who watch a conversation what happens in it: each message once and in order. */
@Component
final class Feed {

  private static final int PAGE = 500;

  private final FollowedConversations followed;
  private final Sockets sockets;
  private final MessageStore store;

  Feed(FollowedConversations followed, Sockets sockets, MessageStore store) {
    this.followed = followed;
    this.sockets = sockets;
    this.store = store;
  }

  @EventListener
  void kept(MessageKept event) {
    MessageAnswer message = event.message();
    followed.get(message.conversationId()).ifPresent(it -> it.take(message, this::send));
  }

  /** Marks are sent although none may have risen: what raised them may have come before. */
  @EventListener
  void changed(ConversationChanged event) {
    Conversation conversation = event.conversation();
    tellable(conversation.id())
        .ifPresent(it -> {
          var _ = it.raise(conversation);
          send(conversation.id(), it.marks());
        });
  }

  @EventListener
  void risen(MarksRisen event) {
    event
        .marks()
        .forEach((id, marks) ->
            tellable(id).filter(it -> it.raise(marks)).ifPresent(it -> send(id, it.marks())));
  }

  @EventListener
  void typing(Typing event) {
    send(event.conversationId(), new Frame.IsTyping(event.person(), event.typing()));
  }

  /**
   * What the store has of a conversation now: all that events should have told already.
   *
   * @param editsSince when it was last looked at
   */
  void found(Conversation conversation, Instant editsSince) {
    followed.get(conversation.id()).ifPresent(it -> found(it, conversation, editsSince));
  }

  private void found(Followed it, Conversation conversation, Instant editsSince) {
    if (!sockets.tooMany() && it.raise(conversation)) {
      send(conversation.id(), it.marks());
    }
    it.found(conversation, editsSince)
        .ifPresent(since -> it.takeEdited(store.editedSince(conversation.id(), since), this::send));
  }

  /**
   * Tells of messages that were missed, from the store, once there is room for them.
   *
   * @param patient whether those that are missing may still come
   */
  void catchUp(String id, boolean patient) {
    tellable(id)
        .filter(it -> it.isBehind(patient))
        .ifPresent(it -> {
          List<MessageAnswer> missed = store.after(id, it.beginCatchingUp(), PAGE);
          while (!missed.isEmpty()) {
            missed.forEach(message -> it.take(message, this::send));
            missed = sockets.tooMany() ? List.of() : store.after(id, it.beginCatchingUp(), PAGE);
          }
        });
  }

  /** One that is watched, while there is room to tell of it; what is not told is found later. */
  private Optional<Followed> tellable(String id) {
    return sockets.tooMany() ? Optional.empty() : followed.get(id);
  }

  private boolean send(MessageAnswer message) {
    if (sockets.tooMany()) {
      return false;
    }
    sockets.toConversation(message.conversationId(), new Frame.Said(message));
    return true;
  }

  private void send(String id, Frame frame) {
    if (!sockets.tooMany()) {
      sockets.toConversation(id, frame);
    }
  }
}
