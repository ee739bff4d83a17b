package io.kilowatch.packager.deadletter;

import com.datastax.oss.driver.api.core.DriverException;
import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.paging.Page;
import io.kilowatch.base.paging.PageLimit;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.packager.broker.ConfirmedPublisher;
import io.kilowatch.packager.broker.OutgoingMessage;
import io.kilowatch.packager.store.StoreLink;
import io.kilowatch.series.deadletter.DeadLetter;
import io.kilowatch.series.deadletter.DeadLetterPage;
import io.kilowatch.series.deadletter.DeadLetters;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What administrators see of dead letters, and do with them. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@PreAuthorize("hasRole('ADMIN')")
class DeadLetterController {

  /** Payloads may be long, so a page is read in small pieces. */
  private static final int AT_ONCE = 20;

  private static final Duration AGAIN_LATER = Duration.ofSeconds(5);

  private final StoreLink stores;
  private final ConfirmedPublisher publisher;
  private final AuditTrail audit;

  DeadLetterController(StoreLink stores, ConfirmedPublisher publisher, AuditTrail audit) {
    this.stores = stores;
    this.publisher = publisher;
    this.audit = audit;
  }

  @GetMapping
  @Operation(summary = "Dead letters, newest first, each with its first readings")
  Page<DeadLetterView> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    int wanted = PageLimit.of(limit);
    List<DeadLetterView> items = new ArrayList<>();
    String next = cursor;
    do {
      DeadLetterPage page = page(Math.min(AT_ONCE, wanted - items.size()), next);
      page.items().forEach(letter -> items.add(DeadLetterView.listed(letter)));
      next = page.nextCursor();
    } while (next != null && items.size() < wanted);
    return new Page<>(items, next);
  }

  private DeadLetterPage page(int limit, @Nullable String cursor) {
    return inStore(letters -> {
      try {
        return letters.list(limit, cursor);
      } catch (IllegalArgumentException e) {
        throw ProblemException.badRequest("cursor", "is none that this list gave");
      }
    });
  }

  @GetMapping("/{id}")
  @Operation(summary = "One dead letter with all its readings, or its payload if unreadable")
  DeadLetterView get(@PathVariable UUID id) {
    return DeadLetterView.whole(find(id));
  }

  @PostMapping("/{id}/replay")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Publishes it to its queue again and forgets it",
      description =
          "What still can't be stored comes back as a new dead letter, so an unreadable one may be"
              + " replayed after the packager has learned to read it.")
  void replay(@PathVariable UUID id, CurrentUser actor) {
    DeadLetter letter = find(id);
    // Published first: a crash in between leaves it listed, and a second replay changes nothing.
    publish(letter);
    // Before it is forgotten, which may fail: its readings are on their way.
    audit.record(actor, "dead-letter.replayed", id.toString(), details(letter));
    forgetPublished(id);
  }

  private void forgetPublished(UUID id) {
    try {
      inStore(letters -> letters.delete(id));
    } catch (ProblemException e) {
      throw ProblemException.unavailable(
          "It is published, but still listed, since the store is away; it may be deleted.",
          AGAIN_LATER);
    }
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Forgets it for good, with its readings")
  void delete(@PathVariable UUID id, CurrentUser actor) {
    DeadLetter letter = find(id);
    inStore(letters -> letters.delete(id));
    audit.record(actor, "dead-letter.deleted", id.toString(), details(letter));
  }

  private DeadLetter find(UUID id) {
    return inStore(letters -> letters.get(id))
        .orElseThrow(() -> ProblemException.notFound("dead letter " + id));
  }

  private void publish(DeadLetter letter) {
    if (!BrokerNames.READING_ROUTING_KEYS.contains(letter.routingKey())) {
      throw ProblemException.conflict(
          "No queue takes readings under the routing key '" + letter.routingKey() + "'.");
    }
    byte[] body = Preview.bytes(letter.payload());
    try {
      publisher.publish(List.of(OutgoingMessage.readings(letter.routingKey(), body)));
    } catch (IOException e) {
      throw ProblemException.unavailable(
          "The broker has not confirmed it; trying again is safe.", AGAIN_LATER);
    }
  }

  private <T> T inStore(Function<DeadLetters, T> work) {
    try {
      return work.apply(stores.orUnavailable().deadLetters());
    } catch (DriverException e) {
      throw ProblemException.unavailable("The store is away.", AGAIN_LATER);
    }
  }

  private static Map<String, String> details(DeadLetter letter) {
    return Map.of(
        "reason", letter.reason(),
        "routingKey", letter.routingKey(),
        "at", letter.at().toString());
  }
}
