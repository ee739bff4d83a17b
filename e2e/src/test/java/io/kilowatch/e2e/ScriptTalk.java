package io.kilowatch.e2e;

import io.kilowatch.benchmarks.chat.ChatPage;
import io.kilowatch.benchmarks.client.PlatformClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Two clients of the chat that both say something new all the time. */
final class ScriptTalk implements AutoCloseable {

  /** Below the 20 in 10 seconds that a person may say. */
  private static final Duration PAUSE = Duration.ofMillis(700);

  private static final Duration SETTLED = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ChatPage owner;
  private final ChatPage engineer;
  private final List<String> said = new ArrayList<>();
  private final Thread thread;
  private volatile boolean ending;

  private ScriptTalk(
      List<URI> replicas, String conversation, PlatformClient owner, PlatformClient engineer) {
    this.owner = new ChatPage(http, replicas, owner, conversation, message -> {});
    this.engineer = new ChatPage(http, replicas.reversed(), engineer, conversation, message -> {});
    this.thread = Thread.ofPlatform().name("talk").unstarted(this::talk);
  }

  /** The owner begins at the first replica, the engineer at the last. */
  static ScriptTalk begin(
      List<URI> replicas, String conversation, PlatformClient owner, PlatformClient engineer) {
    ScriptTalk talk = new ScriptTalk(replicas, conversation, owner, engineer);
    talk.thread.start();
    return talk;
  }

  private void talk() {
    for (int number = 1; !ending; number++) {
      say(owner, "owner-says-" + number);
      say(engineer, "engineer-says-" + number);
      Api.pause(PAUSE);
    }
  }

  private void say(ChatPage page, String text) {
    said.add(text);
    page.say(text, text);
  }

  void end() throws InterruptedException {
    ending = true;
    thread.join();
  }

  void awaitAnswers() throws InterruptedException {
    await(() -> pages().stream().allMatch(page -> page.unanswered() == 0));
  }

  void awaitShown(List<String> all) throws InterruptedException {
    await(() -> pages().stream().allMatch(page -> page.history().equals(all)));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + SETTLED.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
  }

  List<ChatPage> pages() {
    return List.of(owner, engineer);
  }

  /** Once it has ended. */
  List<String> said() {
    return said;
  }

  List<String> acknowledged() {
    return pages().stream().flatMap(page -> page.acknowledged().stream()).toList();
  }

  @Override
  public void close() {
    ending = true;
    pages().forEach(ChatPage::close);
    http.shutdownNow();
  }
}
