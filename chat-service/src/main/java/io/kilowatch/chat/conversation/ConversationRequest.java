package io.kilowatch.chat.conversation;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.base.input.FieldChecks;
import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.chat.conversation.Conversation.Subject;
import io.kilowatch.chat.text.PlainText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as a client asks for it.
 *
 * @param serverId the server it is about; null for none
 * @param from begin of the time that the client shows of it; null for none
 */
record ConversationRequest(
    @Nullable String subject,
    @Nullable String serverId,
    @Nullable Instant from,
    @Nullable Instant to) {

  private static final int MOST_CHARACTERS = 200;
  private static final Duration UNTIL_LOADED = Duration.ofSeconds(2);

  /**
   * What it asks for.
   *
   * @throws ProblemException 400 with all that is wrong, 503 while no server is known
   */
  ConversationForm checked(Directory directory) {
    if (serverId != null && !directory.loaded()) {
      throw ProblemException.unavailable("The servers are not known here yet.", UNTIL_LOADED);
    }
    FieldChecks checks = new FieldChecks();
    String title = subject == null ? "" : PlainText.line(subject);
    int length = PlainText.length(title);
    checks.require(
        length > 0 && length <= MOST_CHARACTERS,
        "subject",
        "must be 1 to " + MOST_CHARACTERS + " characters long");
    checks.require(
        serverId == null || directory.server(serverId).isPresent(), "serverId", "is no server's");
    checks.require(
        serverId != null || (from == null && to == null), "serverId", "is required with a time");
    checks.require(from == null || TimeRange.isWithinBounds(from), "from", TimeRange.BOUNDS);
    checks.require(to == null || TimeRange.isWithinBounds(to), "to", TimeRange.BOUNDS);
    checks.require(isRange(), "from", "must come with a later to");
    checks.throwIfFailed();
    return new ConversationForm(title, serverId == null ? null : new Subject(serverId, from, to));
  }

  private boolean isRange() {
    return (from == null || to == null) ? (from == null && to == null) : from.isBefore(to);
  }
}
