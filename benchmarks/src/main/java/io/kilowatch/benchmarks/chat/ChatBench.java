package io.kilowatch.benchmarks.chat;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.client.StompSocket;
import io.kilowatch.benchmarks.pipeline.Footprint;
import io.kilowatch.benchmarks.pipeline.LocalPlatform;
import io.kilowatch.benchmarks.pipeline.ServiceReplica;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.JsonNode;

/**
 * Has owners at one replica and engineers at another talk with each other, beside many who only
 * have a page open.
 *
 * <p>The time of a message is from when it was due to be said, not from when a busy machine came to
 * say it, until the other side has it in hand.
 */
final class ChatBench implements AutoCloseable {

  private static final Duration SETTLED = Duration.ofSeconds(60);

  private final LocalPlatform platform;
  private final ServiceReplica second;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Histogram micros = new ConcurrentHistogram(3);
  private final List<Pair> pairs = new ArrayList<>();
  private final List<StompSocket> idle = new ArrayList<>();

  /** How many messages pages show that were said to warm up. */
  private long before;

  /** Both sides of a conversation. */
  private record Pair(
      PlatformClient owner, PlatformClient engineer, ChatPage ownersPage, ChatPage engineersPage) {}

  /** What came of it. */
  record Talk(
      Histogram micros,
      long sent,
      double messagesPerSecond,
      long lost,
      long doubled,
      long outOfOrder,
      double megabytes) {

    double millisAt(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
  }

  ChatBench(Path dataDirectory, URI url, PlatformClient administrator, int conversations)
      throws IOException, InterruptedException {
    platform = LocalPlatform.in(dataDirectory);
    second =
        ServiceReplica.beside(
            platform.process("chat-service"), dataDirectory.resolve("second-chat"), Map.of());
    ChatPeople people = new ChatPeople(url, administrator);
    List<ChatPeople.Account> owners = new ArrayList<>();
    List<ChatPeople.Account> engineers = new ArrayList<>();
    for (int i = 0; i < conversations; i++) {
      owners.add(people.account("Owner " + i, "USER"));
      engineers.add(people.account("Engineer " + i, "ENGINEER"));
    }
    for (int i = 0; i < conversations; i++) {
      pairs.add(pair(owners.get(i).signIn(), engineers.get(i).signIn(), "Conversation " + i));
    }
  }

  private Pair pair(PlatformClient owner, PlatformClient engineer, String subject)
      throws IOException, InterruptedException {
    String conversation = ChatPeople.begin(owner, subject);
    List<URI> first = List.of(platform.address("chat-service"));
    return new Pair(
        owner,
        engineer,
        new ChatPage(http, first, owner, conversation, this::shownToOwner),
        new ChatPage(
            http, List.of(second.address()), engineer, conversation, this::shownToEngineer));
  }

  private void shownToOwner(JsonNode message) {
    shownTo(message, "engineer");
  }

  private void shownToEngineer(JsonNode message) {
    shownTo(message, "owner");
  }

  /** Notes how long a message of the other side took. */
  private void shownTo(JsonNode message, String otherSide) {
    String text = message.get("text").asString();
    if (text.startsWith(otherSide)) {
      long due = Long.parseLong(text.substring(text.indexOf(' ') + 1));
      micros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, System.nanoTime() - due)));
    }
  }

  /** Opens further sockets, as those of pages on which nobody says anything just now. */
  void open(int sockets) throws IOException, InterruptedException {
    List<URI> replicas = List.of(platform.address("chat-service"), second.address());
    while (idle.size() + 2 * pairs.size() < sockets) {
      PlatformClient owner = pairs.get(idle.size() % pairs.size()).owner();
      URI replica = replicas.get(idle.size() / pairs.size() % replicas.size());
      StompSocket socket =
          new StompSocket(http, replica.resolve("/ws/chat"), owner.token(), body -> {});
      socket.subscribe("inbox", "/user/queue/inbox");
      idle.add(socket);
    }
  }

  /** Has them talk in the same way before, until all is shown; nothing of it counts. */
  void warmUp(double rate, Duration time) throws IOException, InterruptedException {
    Said said = sayAll("warm-up", rate, time);
    settle(said.messages());
    before = shownOnce();
  }

  /** Has both sides of all conversations talk in turn, at this rate together. */
  Talk talk(double rate, Duration time) throws IOException, InterruptedException {
    micros.reset();
    Said said = sayAll("message", rate, time);
    settle(said.messages());
    return new Talk(
        micros,
        said.messages(),
        said.messages() / said.seconds(),
        2 * said.messages() + before - shownOnce(),
        total(ChatPage::heardTwice) + total(ChatBench::shownTwice),
        total(ChatPage::heardEarly),
        said.megabytes());
  }

  /** What was said, and what the larger of the replicas came to hold meanwhile. */
  private record Said(long messages, double seconds, double megabytes) {}

  private Said sayAll(String what, double rate, Duration time) throws IOException {
    long messages = Math.round(rate * time.toNanos() / 1e9);
    long begin = System.nanoTime();
    double megabytes = 0;
    for (long i = 0; i < messages; i++) {
      long due = begin + Math.round(i * 1e9 / rate);
      waitUntil(due);
      say(what, i, due);
      if (i % Math.max(1, Math.round(rate)) == 0) {
        megabytes = Math.max(megabytes, mostMegabytes());
      }
    }
    return new Said(messages, (System.nanoTime() - begin) / 1e9, megabytes);
  }

  private void say(String what, long number, long due) {
    Pair pair = pairs.get((int) (number % pairs.size()));
    String clientId = what + "-" + number;
    if (number / pairs.size() % 2 == 0) {
      pair.ownersPage().say(clientId, "owner " + due);
    } else {
      pair.engineersPage().say(clientId, "engineer " + due);
    }
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private double mostMegabytes() throws IOException {
    return Math.max(
        Footprint.of(platform.process("chat-service")).residentMegabytes(),
        Footprint.of(second.process()).residentMegabytes());
  }

  /** Until both sides show everything that was said since. */
  private void settle(long messages) throws InterruptedException {
    long end = System.nanoTime() + SETTLED.toNanos();
    while (shownOnce() - before < 2 * messages && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    Thread.sleep(1_000); // for what might come twice
  }

  private long shownOnce() {
    return total(page -> new HashSet<>(page.history()).size());
  }

  /** Messages that have more than one number. */
  private static int shownTwice(ChatPage page) {
    List<String> all = page.history();
    return all.size() - new HashSet<>(all).size();
  }

  private long total(ToIntFunction<ChatPage> count) {
    return pairs.stream()
        .mapToLong(
            pair -> count.applyAsInt(pair.ownersPage()) + count.applyAsInt(pair.engineersPage()))
        .sum();
  }

  @Override
  public void close() {
    idle.forEach(StompSocket::close);
    for (Pair pair : pairs) {
      pair.ownersPage().close();
      pair.engineersPage().close();
      pair.owner().close();
      pair.engineer().close();
    }
    second.close();
    http.shutdownNow();
  }
}
