package io.kilowatch.benchmarks.chat;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.client.StompSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page that has one conversation open at whichever replica answers, as chat-socket.md tells pages
 * to do it: it opens its socket again, catches up by the last number that it has, and sends again
 * what has not been answered. Whatever it shows it says to have been read.
 */
public final class ChatPage implements AutoCloseable {

  private static final Duration RETRY = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long BETWEEN_MARKS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int SUBSCRIPTIONS = 3;

  private final HttpClient http;
  private final List<URI> replicas;
  private final PlatformClient person;
  private final String conversation;
  private final Consumer<JsonNode> shownFirst;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Thread thread;

  /** What has not been answered, oldest first; all that follows is for holders of the lock. */
  private final SequencedMap<String, String> unanswered = new LinkedHashMap<>();

  private final TreeMap<Long, String> shown = new TreeMap<>();
  private final List<String> acknowledged = new ArrayList<>();
  private int heardTwice;
  private int heardEarly;
  private int opened;
  private int subscriptions;

  /** When the oldest is sent again, by {@link System#nanoTime()}. */
  private long againAt;

  private long lastHeard;
  private long markedUpTo;
  private long markedAt = System.nanoTime();
  private @Nullable StompSocket socket;
  private volatile boolean leaving;

  /**
   * A page that opens its socket at the first of these replicas that lets it.
   *
   * @param shownFirst gets each message when it is shown for the first time
   */
  public ChatPage(
      HttpClient http,
      List<URI> replicas,
      PlatformClient person,
      String conversation,
      Consumer<JsonNode> shownFirst) {
    this.http = http;
    this.replicas = List.copyOf(replicas);
    this.person = person;
    this.conversation = conversation;
    this.shownFirst = shownFirst;
    this.thread = Thread.ofVirtual().name("page-of-" + conversation).start(this::stayOpen);
  }

  /** Says something, once what was said before has been answered. */
  public synchronized void say(String clientId, String text) {
    unanswered.put(clientId, text);
    if (unanswered.size() == 1) {
      sendOldest();
    }
  }

  private void sendOldest() {
    Map.Entry<String, String> oldest = unanswered.firstEntry();
    StompSocket open = socket;
    if (oldest != null && open != null) {
      againAt = System.nanoTime() + PATIENCE.toNanos();
      open.say(
          "/app/conversations." + conversation,
          json.writeValueAsString(Map.of("clientId", oldest.getKey(), "text", oldest.getValue())));
    }
  }

  private void stayOpen() {
    for (int attempt = 0; !leaving; attempt++) {
      URI replica = replicas.get(attempt % replicas.size());
      try {
        beOpen(replica);
      } catch (IOException | ExecutionException | JacksonException e) {
        // Whatever it was, the next may be there.
      } catch (InterruptedException e) {
        return;
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(RETRY);
    } catch (InterruptedException e) {
      leaving = true;
    }
  }

  private void beOpen(URI replica) throws IOException, InterruptedException, ExecutionException {
    CompletableFuture<Boolean> subscribed = new CompletableFuture<>();
    synchronized (this) {
      lastHeard = 0;
      subscriptions = 0;
    }
    try (StompSocket fresh =
        new StompSocket(
            http, replica.resolve("/ws/chat"), person.token(), body -> hear(body, subscribed))) {
      fresh.subscribe("replies", "/user/queue/replies");
      fresh.subscribe("inbox", "/user/queue/inbox");
      fresh.subscribe("conversation", "/topic/conversations." + conversation);
      var _ = fresh.closed().thenAccept(reason -> subscribed.complete(false));
      if (!subscribed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).get()) {
        return;
      }
      catchUp(replica);
      begin(fresh);
      while (!fresh.closed().isDone() && !leaving) {
        sendAgain();
        markAsRead(fresh);
        awaitClosed(fresh);
      }
    } finally {
      synchronized (this) {
        socket = null;
      }
    }
  }

  private synchronized void begin(StompSocket fresh) {
    opened++;
    socket = fresh;
    sendOldest();
  }

  private static void awaitClosed(StompSocket socket)
      throws InterruptedException, ExecutionException {
    try {
      var _ = socket.closed().get(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It is still open.
    }
  }

  private synchronized void sendAgain() {
    if (System.nanoTime() - againAt > 0) {
      sendOldest();
    }
  }

  /** Says up to where it shows them, at most once a second. */
  private synchronized void markAsRead(StompSocket open) {
    long last = shown.isEmpty() ? 0 : shown.lastKey();
    if (last > markedUpTo && System.nanoTime() - markedAt > BETWEEN_MARKS_NANOS) {
      open.say("/app/conversations." + conversation + ".read", "{\"upTo\":" + last + "}");
      markedUpTo = last;
      markedAt = System.nanoTime();
    }
  }

  private void catchUp(URI replica) throws IOException, InterruptedException {
    int limit = 1_000;
    int found = limit;
    while (found == limit) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  replica.resolve(
                      "/api/v1/chat/conversations/%s/messages?after=%d&limit=%d"
                          .formatted(conversation, lastWithoutGap(), limit)))
              .header("Authorization", "Bearer " + person.token())
              .timeout(PATIENCE)
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("no messages: " + answer.statusCode() + " " + answer.body());
      }
      JsonNode items = json.readTree(answer.body()).get("items");
      items.forEach(this::show);
      found = items.size();
    }
  }

  private synchronized long lastWithoutGap() {
    long last = 0;
    while (shown.containsKey(last + 1)) {
      last++;
    }
    return last;
  }

  private void hear(String body, CompletableFuture<Boolean> subscribed) {
    JsonNode frame = json.readTree(body);
    switch (frame.get("type").asString()) {
      case "message" -> heard(frame.get("message"));
      case "sent" -> answered(frame.get("clientId").asString());
      case "refused" -> refused(frame);
      case "subscribed" -> subscribed(subscribed);
      default -> {}
    }
  }

  private synchronized void subscribed(CompletableFuture<Boolean> toAll) {
    subscriptions++;
    if (subscriptions == SUBSCRIPTIONS) {
      toAll.complete(true);
    }
  }

  private void heard(JsonNode message) {
    synchronized (this) {
      long sequence = message.get("sequence").asLong();
      if (sequence <= lastHeard) {
        heardTwice++;
      } else if (lastHeard > 0 && sequence != lastHeard + 1) {
        heardEarly++;
      }
      lastHeard = Math.max(lastHeard, sequence);
    }
    show(message);
  }

  private void show(JsonNode message) {
    boolean first;
    synchronized (this) {
      first =
          shown.put(message.get("sequence").asLong(), message.get("clientId").asString()) == null;
    }
    if (first) {
      shownFirst.accept(message);
    }
  }

  private synchronized void answered(String clientId) {
    if (unanswered.remove(clientId) != null) {
      acknowledged.add(clientId);
      sendOldest();
    }
  }

  private synchronized void refused(JsonNode frame) {
    JsonNode wait = frame.get("retryAfterSeconds");
    if (wait.isNull()) {
      throw new IllegalStateException("refused for good: " + frame);
    }
    againAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait.asLong());
  }

  /** What its messages were called that were answered, in the order of the answers. */
  public synchronized List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  public synchronized int unanswered() {
    return unanswered.size();
  }

  /** What it shows: what the messages are called, in the order of their numbers. */
  public synchronized List<String> history() {
    return List.copyOf(shown.values());
  }

  /** New messages that came over one socket although they had come over it before. */
  public synchronized int heardTwice() {
    return heardTwice;
  }

  /** New messages that came over one socket before those below them. */
  public synchronized int heardEarly() {
    return heardEarly;
  }

  /** How often its socket was open. */
  public synchronized int opened() {
    return opened;
  }

  @Override
  public void close() {
    leaving = true;
    thread.interrupt();
  }
}
