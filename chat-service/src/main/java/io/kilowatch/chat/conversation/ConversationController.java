package io.kilowatch.chat.conversation;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.engineer.Engineers;
import io.kilowatch.chat.rate.RateLimit;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
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
  private final ConversationLists lists;
  private final ConversationAnswers answers;
  private final Engineers engineers;
  private final Directory directory;
  private final RateLimit rate;

  ConversationController(
      Conversations conversations,
      ConversationLists lists,
      ConversationAnswers answers,
      Engineers engineers,
      Directory directory,
      @Qualifier("conversationRate") RateLimit rate) {
    this.conversations = conversations;
    this.lists = lists;
    this.answers = answers;
    this.engineers = engineers;
    this.directory = directory;
    this.rate = rate;
  }

  record MarkRequest(long upTo) {}

  record AssignRequest(@Nullable String engineerId) {}

  @PostMapping
  ResponseEntity<ConversationAnswer> begin(
      CurrentUser user, @RequestBody ConversationRequest request) {
    ConversationForm form = request.checked(directory);
    rate.count(user.id());
    Conversation begun = conversations.begin(user, form);
    return ResponseEntity.created(URI.create("/api/v1/chat/conversations/" + begun.id()))
        .body(answers.of(user, begun));
  }

  @GetMapping
  Page<ConversationAnswer> list(
      CurrentUser user,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Page<Conversation> page =
        lists.page(user, ConversationKind.of(state), PageLimit.of(limit), cursor);
    return new Page<>(
        page.items().stream().map(each -> answers.of(user, each)).toList(), page.nextCursor());
  }

  @GetMapping("/{id}")
  ConversationAnswer get(CurrentUser user, @PathVariable String id) {
    return answers.of(user, conversations.visibleTo(user, id));
  }

  @PostMapping("/{id}/claim")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer claim(CurrentUser user, @PathVariable String id) {
    return answers.of(user, conversations.claim(user, id));
  }

  /** Hands it over to somebody of {@code GET /engineers}. */
  @PostMapping("/{id}/assign")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer assign(
      CurrentUser user, @PathVariable String id, @RequestBody AssignRequest request) {
    return answers.of(user, conversations.assign(user, id, engineers.known(request.engineerId())));
  }

  @PostMapping("/{id}/close")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer close(CurrentUser user, @PathVariable String id) {
    return answers.of(user, conversations.close(user, id));
  }

  @PostMapping("/{id}/reopen")
  @PreAuthorize("hasRole('ENGINEER')")
  ConversationAnswer reopen(CurrentUser user, @PathVariable String id) {
    return answers.of(user, conversations.reopen(user, id));
  }

  @PostMapping("/{id}/read")
  ConversationAnswer read(
      CurrentUser user, @PathVariable String id, @RequestBody MarkRequest request) {
    return answers.of(user, conversations.read(user, id, request.upTo()));
  }

  @PostMapping("/{id}/delivered")
  ConversationAnswer delivered(
      CurrentUser user, @PathVariable String id, @RequestBody MarkRequest request) {
    return answers.of(user, conversations.delivered(user, id, request.upTo()));
  }
}
