package io.kilowatch.chat.engineer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who a conversation can be handed over to; for engineers. */
@RestController
@RequestMapping("/api/v1/chat/engineers")
class EngineerController {

  /** Those who have it open are seen every minute. */
  private static final Duration ONLINE = Duration.ofMinutes(2);

  private final Engineers engineers;
  private final Clock clock;

  EngineerController(Engineers engineers, Clock clock) {
    this.engineers = engineers;
    this.clock = clock;
  }

  /**
   * An engineer whom the chat has seen in the last 30 days.
   *
   * @param online whether they have a page of it open now
   */
  record EngineerAnswer(String id, String name, String role, Instant seenAt, boolean online) {}

  /**
   * All of them.
   *
   * @param items by name
   */
  record EngineerList(List<EngineerAnswer> items) {}

  @GetMapping
  @PreAuthorize("hasRole('ENGINEER')")
  EngineerList list() {
    Instant online = clock.instant().minus(ONLINE);
    return new EngineerList(
        engineers.all().stream()
            .map(each ->
                new EngineerAnswer(
                    each.id(),
                    each.name(),
                    each.role(),
                    each.seenAt(),
                    each.seenAt().isAfter(online)))
            .toList());
  }
}
