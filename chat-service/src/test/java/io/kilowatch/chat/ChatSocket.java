package io.kilowatch.chat;

import io.kilowatch.base.socket.StompClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page's web socket. */
final class ChatSocket implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JsonMapper json = new JsonMapper();
  private final StompClient stomp;

  private ChatSocket(StompClient stomp) {
    this.stomp = stomp;
  }

  /** One that is connected and gets answers to what it says. */
  static ChatSocket open(RunningChat chat, String token) throws Throwable {
    return new ChatSocket(
            StompClient.open(chat.http(), chat.sockets(), "Authorization", "Bearer " + token)
                .connected())
        .subscribed("/user/queue/replies");
  }

  /** Watches this and waits until it does. */
  ChatSocket subscribed(String destination) {
    stomp.subscribe(destination, destination);
    var _ = next("subscribed");
    return this;
  }

  ChatSocket watching(String conversation) {
    return subscribed("/topic/conversations." + conversation);
  }

  void say(String conversation, String clientId, String text) {
    send(
        "/app/conversations." + conversation,
        json.writeValueAsString(Map.of("clientId", clientId, "text", text)));
  }

  /** Says it again and again until it is not refused, and returns the answer to that. */
  JsonNode sayUntilKept(String conversation, String clientId, String text)
      throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    say(conversation, clientId, text);
    JsonNode answer = next(Set.of("sent", "refused"));
    while (answer.get("type").asString().equals("refused") && Instant.now().isBefore(deadline)) {
      Thread.sleep(500);
      say(conversation, clientId, text);
      answer = next(Set.of("sent", "refused"));
    }
    return answer;
  }

  void send(String destination, String body) {
    stomp.send("SEND", body, "destination", destination, "content-type", "application/json");
  }

  StompClient stomp() {
    return stomp;
  }

  /** The next frame of this type; others before it are passed over, but no refusal is. */
  JsonNode next(String type) {
    return next(Set.of(type));
  }

  private JsonNode next(Set<String> types) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      JsonNode frame = next(Duration.between(Instant.now(), deadline));
      if (frame == null) {
        throw new AssertionError("none of " + types + " came");
      }
      String came = frame.path("type").asString("");
      if (types.contains(came)) {
        return frame;
      }
      if (came.equals("refused")) {
        throw new AssertionError(frame);
      }
    }
  }

  /** The numbers of the next messages. */
  List<Long> nextNumbers(int count) {
    return Stream.generate(() -> next("message").at("/message/sequence").asLong())
        .limit(count)
        .toList();
  }

  /** The message with this number and revision, once it is heard. */
  JsonNode nextMessage(long sequence, long revision) {
    while (true) {
      JsonNode message = next("message").get("message");
      if (message.get("sequence").asLong() == sequence
          && message.get("revision").asLong() == revision) {
        return message;
      }
    }
  }

  /** Waits until exactly these people are there. */
  void awaitPresent(String... ids) {
    Set<String> wanted = Set.of(ids);
    Set<String> there = Set.of();
    while (!there.equals(wanted)) {
      there =
          next("presence")
              .get("people")
              .valueStream()
              .map(person -> person.get("id").asString())
              .collect(Collectors.toSet());
    }
  }

  /** Whether a frame of this type comes for a while. */
  boolean hears(String type, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    JsonNode frame = next(patience);
    while (frame != null) {
      if (frame.path("type").asString("").equals(type)) {
        return true;
      }
      frame = next(Duration.between(Instant.now(), deadline));
    }
    return false;
  }

  private JsonNode next(Duration patience) {
    String frame = stomp.next(patience.isNegative() ? Duration.ZERO : patience);
    if (frame == null) {
      return null;
    }
    if (!frame.startsWith("MESSAGE")) {
      throw new AssertionError(frame);
    }
    return json.readTree(frame.substring(frame.indexOf("\n\n") + 2, frame.lastIndexOf('\0')));
  }

  @Override
  public void close() {
    stomp.close();
  }
}
