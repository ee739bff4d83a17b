package io.kilowatch.chat.message;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.identifier.Identifier;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.chat.conversation.Conversation;
import io.kilowatch.chat.conversation.Conversations;
import io.kilowatch.chat.conversation.Place;
import io.kilowatch.chat.event.Events;
import io.kilowatch.chat.person.Person;
import io.kilowatch.chat.rate.RateLimit;
import io.kilowatch.chat.text.PlainText;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** What people do with messages: send, edit and withdraw them. */
@Component
public class Messages {

  public static final int MOST_CHARACTERS = 4_000;

  /** How long a message can be changed by its sender. */
  static final Duration CHANGEABLE = Duration.ofMinutes(5);

  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

  private final Conversations conversations;
  private final MessageStore store;
  private final RateLimit rate;
  private final Events events;
  private final AuditTrail audit;
  private final Clock clock;

  Messages(
      Conversations conversations,
      MessageStore store,
      @Qualifier("messageRate") RateLimit rate,
      Events events,
      AuditTrail audit,
      Clock clock) {
    this.conversations = conversations;
    this.store = store;
    this.rate = rate;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Keeps a message; sent again, it is the same message.
   *
   * @param clientId what the sender's page calls it
   * @throws ProblemException 404, 400, 409 or 429
   */
  public Message send(
      CurrentUser sender, String conversationId, @Nullable String clientId, @Nullable String text) {
    Conversation conversation = conversations.visibleTo(sender, conversationId);
    return send(sender, Place.in(conversation), clientId, text);
  }

  /**
   * The same of a sender who is known to see the conversation.
   *
   * @throws ProblemException 404, 400, 409 or 429
   */
  public Message send(
      CurrentUser sender, Place place, @Nullable String clientId, @Nullable String text) {
    if (clientId == null || !CLIENT_ID.matcher(clientId).matches()) {
      throw ProblemException.badRequest("clientId", "must be 8 to 64 letters, digits, _ or -");
    }
    String checked = checked(text);
    rate.count(sender.id());
    MessageStore.Kept kept =
        store.keep(
            new Message(
                Identifier.fresh(),
                place.id(),
                place.lastSequence(),
                sender.id(),
                Person.of(sender),
                clientId,
                checked,
                clock.instant(),
                null,
                false,
                0));
    Message message = kept.message();
    if (kept.fresh() || isUntold(sender, message)) {
      events.tell(new MessageKept(MessageAnswer.of(message)));
      note(sender, place, message);
    }
    return message;
  }

  /** The sweep finds messages by their conversation: it would leave one without any for ever. */
  private void note(CurrentUser sender, Place place, Message message) {
    if (!conversations.spoken(sender, place, message.sequence(), message.at())) {
      store.delete(message);
      throw ProblemException.notFound("conversation " + place.id());
    }
  }

  /** Whoever took it in before may have died before anybody learned of it. */
  private boolean isUntold(CurrentUser sender, Message message) {
    return conversations.visibleTo(sender, message.conversationId()).lastSequence()
        < message.sequence();
  }

  /** Replaces the text of an own message of the last minutes. */
  public Message edit(
      CurrentUser sender, String conversationId, long sequence, @Nullable String text) {
    String checked = checked(text);
    return change(
        sender,
        conversationId,
        sequence,
        "message.edited",
        new Update().set("text", checked).set("editedAt", clock.instant()));
  }

  /** Takes back an own message of the last minutes: its place stays, its text goes. */
  public Message withdraw(CurrentUser sender, String conversationId, long sequence) {
    return change(
        sender,
        conversationId,
        sequence,
        "message.withdrawn",
        new Update().set("text", "").set("withdrawn", true).set("editedAt", clock.instant()));
  }

  private Message change(
      CurrentUser sender, String conversationId, long sequence, String action, Update update) {
    var _ = conversations.visibleTo(sender, conversationId);
    Message before =
        store
            .find(conversationId, sequence)
            .filter(message -> message.senderId().equals(sender.id()))
            .orElseThrow(() -> ProblemException.notFound("message of yours with that number"));
    if (before.withdrawn()) {
      throw ProblemException.conflict("The message was withdrawn.");
    }
    if (clock.instant().isAfter(before.at().plus(CHANGEABLE))) {
      throw ProblemException.conflict(
          "A message can be changed for %d minutes.".formatted(CHANGEABLE.toMinutes()));
    }
    Message after =
        store
            .change(before, update)
            .orElseThrow(() -> ProblemException.conflict("It was changed meanwhile."));
    events.tell(new MessageKept(MessageAnswer.of(after)));
    conversations.edited(conversationId);
    audit.record(sender, action, conversationId, Map.of("message", Long.toString(sequence)));
    return after;
  }

  private static String checked(@Nullable String text) {
    String plain = text == null ? "" : PlainText.of(text);
    if (plain.isEmpty()) {
      throw ProblemException.badRequest("text", "must not be empty");
    }
    if (PlainText.length(plain) > MOST_CHARACTERS) {
      throw ProblemException.badRequest(
          "text", "must be at most " + MOST_CHARACTERS + " characters long");
    }
    return plain;
  }
}
