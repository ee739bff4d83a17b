package io.kilowatch.chat.message;

import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Messages over HTTP: history, and a way to write where no web socket gets through. */
@RestController
@RequestMapping("/api/v1/chat/conversations/{id}")
class MessageController {

  private final Conversations conversations;
  private final Messages messages;
  private final MessageStore store;

  MessageController(Conversations conversations, Messages messages, MessageStore store) {
    this.conversations = conversations;
    this.messages = messages;
    this.store = store;
  }

  record MessageRequest(@Nullable String clientId, @Nullable String text) {}

  record EditRequest(@Nullable String text) {}

  /**
   * Part of a conversation.
   *
   * @param items oldest first
   */
  record MessageList(List<MessageAnswer> items) {}

  /**
   * The last messages, or those before a number, or those after one: what a page that was away has
   * missed.
   */
  @GetMapping("/messages")
  MessageList list(
      CurrentUser user,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      @RequestParam(required = false) @Nullable Integer limit) {
    var _ = conversations.visibleTo(user, id);
    List<Message> found =
        store.page(id, after == null ? 0 : after, before, PageLimit.of(limit), after == null);
    return new MessageList(found.stream().map(MessageAnswer::of).toList());
  }

  @PostMapping("/messages")
  @ResponseStatus(HttpStatus.CREATED)
  MessageAnswer send(
      CurrentUser user, @PathVariable String id, @RequestBody MessageRequest request) {
    return MessageAnswer.of(messages.send(user, id, request.clientId(), request.text()));
  }

  @PutMapping("/messages/{sequence}")
  MessageAnswer edit(
      CurrentUser user,
      @PathVariable String id,
      @PathVariable long sequence,
      @RequestBody EditRequest request) {
    return MessageAnswer.of(messages.edit(user, id, sequence, request.text()));
  }

  @DeleteMapping("/messages/{sequence}")
  MessageAnswer withdraw(CurrentUser user, @PathVariable String id, @PathVariable long sequence) {
    return MessageAnswer.of(messages.withdraw(user, id, sequence));
  }
}
