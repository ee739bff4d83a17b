package io.kilowatch.chat.conversation;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.security.CurrentUser;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conversations over HTTP. */
@RestController
@RequestMapping("/api/v1/chat/conversations")
class ConversationController {

  private final Conversations conversations;
  private final Directory directory;
  private final Clock clock;
  private final Duration promised;

  /**
   * Answers for these.
   *
   * @param promised how long an answer may take before engineers are told that it is overdue
   */
  ConversationController(
      Conversations conversations,
      Directory directory,
      Clock clock,
      @Value("${kilowatch.chat.answer-within}") Duration promised) {
    this.conversations = conversations;
    this.directory = directory;
    this.clock = clock;
    this.promised = promised;
  }

  record ReadRequest(long upTo) {}

  @PostMapping
  ResponseEntity<ConversationAnswer> begin(
      CurrentUser user, @RequestBody ConversationRequest request) {
    Conversation begun = conversations.begin(user, request.checked(directory));
    return ResponseEntity.created(URI.create("/api/v1/chat/conversations/" + begun.id()))
        .body(answer(user, begun));
  }

  @GetMapping
  Page<ConversationAnswer> list(
      CurrentUser user,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<Conversation> page =
        conversations.page(user, ConversationKind.of(state), PageLimit.of(limit), cursor);
    return new Page<>(
        page.items().stream().map(each -> answer(user, each)).toList(), page.nextCursor());
  }

  @GetMapping("/{id}")
  ConversationAnswer get(CurrentUser user, @PathVariable String id) {
    return answer(user, conversations.visibleTo(user, id));
  }

  @PostMapping("/{id}/claim")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer claim(CurrentUser user, @PathVariable String id) {
    return answer(user, conversations.claim(user, id));
  }

  @PostMapping("/{id}/close")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer close(CurrentUser user, @PathVariable String id) {
    return answer(user, conversations.close(user, id));
  }

  @PostMapping("/{id}/reopen")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer reopen(CurrentUser user, @PathVariable String id) {
    return answer(user, conversations.reopen(user, id));
  }

  @PostMapping("/{id}/read")
  ConversationAnswer read(
      CurrentUser user, @PathVariable String id, @RequestBody ReadRequest request) {
    return answer(user, conversations.read(user, id, request.upTo()));
  }

  private ConversationAnswer answer(CurrentUser user, Conversation it) {
    return ConversationAnswer.of(it, user, clock.instant(), promised);
  }
}
