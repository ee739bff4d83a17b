package io.kilowatch.chat.message;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Conversations;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A conversation as a text file. */
@RestController
@RequestMapping("/api/v1/chat/conversations/{id}")
class ExportController {

  private static final int PAGE = 500;

  private final Conversations conversations;
  private final MessageStore store;

  ExportController(Conversations conversations, MessageStore store) {
    this.conversations = conversations;
    this.store = store;
  }

  /** All that was said, oldest first. */
  @GetMapping(path = "/export", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> export(CurrentUser user, @PathVariable String id) {
    Conversation conversation = conversations.visibleTo(user, id);
    StringBuilder text = new StringBuilder(conversation.subject()).append('\n');
    List<Message> page = store.page(id, 0, null, PAGE, false);
    while (!page.isEmpty()) {
      page.forEach(message -> append(message, text));
      page = store.page(id, page.getLast().sequence(), null, PAGE, false);
    }
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename("conversation-" + id + ".txt")
                .build()
                .toString())
        .body(text.toString());
  }

  /** What was said is indented, so that no text can pass for the head of another message. */
  private static void append(Message message, StringBuilder text) {
    text.append('\n').append(message.at()).append("  ").append(message.sender().name());
    if (message.withdrawn()) {
      text.append(" (withdrawn)\n");
      return;
    }
    text.append(message.editedAt() == null ? "" : " (edited)").append('\n');
    message.text().lines().forEach(line -> text.append("    ").append(line).append('\n'));
  }
}
