package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.chat.ChatPeople;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two people in two browsers who both say something new all the time: see chat.mjs. */
final class BrowserTalk implements AutoCloseable {

  private static final Path SCRIPTS = Path.of(System.getProperty("kilowatch.home"), "e2e/browser");

  private static final long CLOSING_SECONDS = 10;

  private final Process process;
  private final BufferedReader output;

  /**
   * What somebody has seen.
   *
   * @param shownAsSent of what they said
   * @param history all that the page shows in the end, in its order
   */
  record Account(
      List<String> said, List<String> shownAsSent, List<String> history, List<String> faults) {}

  private BrowserTalk(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Returns once both have the conversation open.
   *
   * @param secondEdge which the engineer's browser takes for that of the platform
   */
  static BrowserTalk begin(
      URI platform,
      URI secondEdge,
      String conversation,
      ChatPeople.Account owner,
      ChatPeople.Account engineer)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("node", "chat.mjs")
            .directory(SCRIPTS.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("KILOWATCH_URL", platform.toString());
    builder.environment().put("KILOWATCH_SECOND_EDGE", secondEdge.getAuthority());
    builder.environment().put("KILOWATCH_CONVERSATION", conversation);
    builder.environment().put("KILOWATCH_OWNER_EMAIL", owner.email());
    builder.environment().put("KILOWATCH_OWNER_PASSWORD", owner.password());
    builder.environment().put("KILOWATCH_ENGINEER_EMAIL", engineer.email());
    builder.environment().put("KILOWATCH_ENGINEER_PASSWORD", engineer.password());
    BrowserTalk talk = new BrowserTalk(builder.start());
    String word = talk.output.readLine();
    if (!"both are here".equals(word)) {
      talk.close();
      throw new IOException("the browsers do not talk: " + word);
    }
    return talk;
  }

  /** Has them say nothing new, waits until they have seen all, and asks what they saw. */
  List<Account> end() throws IOException {
    process.getOutputStream().close();
    JsonMapper json = JsonMapper.shared();
    String answer = output.readLine();
    assertThat(answer).as("what the browsers saw").isNotNull();
    JsonNode accounts = json.readTree(answer);
    return accounts.valueStream().map(each -> json.treeToValue(each, Account.class)).toList();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
