package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.benchmarks.chat.ChatPage;
import io.kilowatch.benchmarks.chat.ChatPeople;
import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.pipeline.ServiceReplica;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * People talk at two replicas of the chat while one of these is killed, then the broker, then the
 * document store.
 *
 * <p>Two do so in browsers, each of which has one replica and waits for it. Two more have clients
 * that act as the page does and go to whichever replica answers; of these it is known what their
 * sockets were told.
 */
@ExtendWith(SharedPlatform.class)
class ChatFaultsIT {

  private static final List<String> VICTIMS = List.of("chat-service", "broker", "documents");
  private static final Duration BETWEEN = Faults.seconds(3, 20);

  @Test
  void replicaBrokerAndStoreKilled_nothingIsLostOrDoubled(RunningPlatform platform)
      throws Exception {
    ChatPeople people = new ChatPeople(platform.url(), platform.client());
    ChatPeople.Account adasAccount = people.account("Ada", "USER");
    ChatPeople.Account evesAccount = people.account("Eve", "ENGINEER");
    Path directory = platform.dataDirectory().resolve("second-chat");
    try (PlatformClient ada = adasAccount.signIn();
        PlatformClient eve = evesAccount.signIn();
        ServiceReplica second =
            ServiceReplica.beside(platform.process("chat-service").handle(), directory, Map.of());
        ServiceReplica secondEdge =
            ServiceReplica.beside(
                platform.process("edge").handle(),
                directory,
                Map.of("KILOWATCH_CHAT_URI", second.address().toString()))) {
      String inBrowsers = ChatPeople.begin(ada, "In two browsers");
      String inScripts = ChatPeople.begin(ada, "In two scripts");
      List<URI> replicas = List.of(platform.local().address("chat-service"), second.address());
      try (BrowserTalk browsers =
              BrowserTalk.begin(
                  platform.url(), secondEdge.address(), inBrowsers, adasAccount, evesAccount);
          ScriptTalk scripts = ScriptTalk.begin(replicas, inScripts, ada, eve)) {
        Thread.sleep(BETWEEN);
        platform.killInTurn(VICTIMS, BETWEEN);
        scripts.end();
        List<BrowserTalk.Account> accounts = browsers.end();
        scripts.awaitAnswers();
        assertScripts(scripts, stored(ada, inScripts));
        assertBrowsers(accounts, stored(ada, inBrowsers));
      }
    }
  }

  /** What the store has, in the order of the numbers. */
  private static List<String> stored(PlatformClient owner, String id) throws Exception {
    List<String> stored = new ArrayList<>();
    for (JsonNode message :
        owner
            .get("/api/v1/chat/conversations/" + id + "/messages?after=0&limit=1000")
            .get("items")) {
      stored.add(message.get("text").asString());
    }
    return stored;
  }

  private static void assertBrowsers(List<BrowserTalk.Account> accounts, List<String> stored) {
    List<String> said = accounts.stream().flatMap(each -> each.said().stream()).toList();
    List<String> shownAsSent =
        accounts.stream().flatMap(each -> each.shownAsSent().stream()).toList();
    report("browsers", said, shownAsSent, stored);
    assertThat(shownAsSent).as("shown as sent").containsExactlyInAnyOrderElementsOf(said);
    assertThat(stored).as("stored").containsExactlyInAnyOrderElementsOf(said);
    for (BrowserTalk.Account account : accounts) {
      assertThat(account.history()).as("what the page shows").isEqualTo(stored);
      assertThat(account.faults()).isEmpty();
    }
  }

  private static void assertScripts(ScriptTalk talk, List<String> stored)
      throws InterruptedException {
    talk.awaitShown(stored);
    report("scripts", talk.said(), talk.acknowledged(), stored);
    assertThat(talk.acknowledged()).containsExactlyInAnyOrderElementsOf(talk.said());
    assertThat(stored).as("stored").containsExactlyInAnyOrderElementsOf(talk.said());
    for (ChatPage page : talk.pages()) {
      assertThat(page.history()).as("what the script has").isEqualTo(stored);
      assertThat(page.heardTwice()).as("heard twice over one socket").isZero();
      assertThat(page.heardEarly()).as("heard before those below").isZero();
    }
  }

  private static void report(
      String who, List<String> said, List<String> acknowledged, List<String> stored) {
    System.out.printf(
        "chat in two %s: sent %d, acknowledged %d, stored %d, doubled %d%n",
        who,
        said.size(),
        acknowledged.size(),
        stored.size(),
        stored.size() - stored.stream().distinct().count());
  }
}
