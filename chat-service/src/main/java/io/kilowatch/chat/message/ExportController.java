package io.kilowatch.chat.message;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Conversations;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

  /**
   * All that was said, oldest first. It is written as it is read: years of messages are more than
   * the memory.
   */
  @GetMapping(path = "/export", produces = MediaType.TEXT_PLAIN_VALUE)
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
  void export(CurrentUser user, @PathVariable String id, HttpServletResponse response)
      throws IOException {
    Conversation conversation = conversations.visibleTo(user, id);
    List<Message> page = store.page(id, 0, null, PAGE, false);
    response.setContentType("text/plain;charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("conversation-" + id + ".txt").build().toString());
    Writer text =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    text.append(conversation.subject()).append('\n');
    while (!page.isEmpty()) {
      for (Message message : page) {
        append(message, text);
      }
      text.flush();
      page = after(id, page.getLast());
    }
    text.flush();
  }

  /** By now the connection must break, lest half of the file be taken for the whole. */
  private List<Message> after(String id, Message last) throws IOException {
    try {
      return store.page(id, last.sequence(), null, PAGE, false);
    } catch (DataAccessException e) {
      throw new IOException("the export broke off: " + e.getMessage());
    }
  }

  /** What was said is indented, so that no text can pass for the head of another message. */
  private static void append(Message message, Writer text) throws IOException {
    text.append('\n').append(message.at().toString()).append("  ").append(message.sender().name());
    if (message.withdrawn()) {
      text.append(" (withdrawn)\n");
      return;
    }
    text.append(message.editedAt() == null ? "" : " (edited)").append('\n');
    for (String line : message.text().lines().toList()) {
      text.append("    ").append(line).append('\n');
    }
  }
}
