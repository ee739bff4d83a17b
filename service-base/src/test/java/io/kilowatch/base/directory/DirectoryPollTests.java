package io.kilowatch.base.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kilowatch.contracts.registry.DirectoryEntry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

/** The poll against a registry that answers badly before it answers well. */
class DirectoryPollTests {

  private static final String SITE =
      """
      {"id":"site-1","revision":%d,"deleted":false,"name":"F","latitude":0,"longitude":0,"periods":[]}\
      """;

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private HttpServer registry;
  private Directory directory;
  private DirectoryPoll poll;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws Exception {
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          Answer next = answers.size() > 1 ? answers.remove() : answers.element();
          byte[] body = next.body().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(next.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    registry.start();
    directory = new Directory(() -> Stream.of(this::listen));
    poll =
        new DirectoryPoll(
            directory,
            new DirectorySettings(true, false, Duration.ofMillis(10)),
            RestClient.create("http://127.0.0.1:" + registry.getAddress().getPort()),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    poll.stop();
    registry.stop(0);
  }

  @Test
  void poll_afterAnswersThatAreNone_goesOn() throws Exception {
    answers.addAll(
        List.of(
            new Answer(503, "{}"),
            new Answer(200, "not json"),
            new Answer(200, "null"),
            page(7, SITE.formatted(7))));
    poll.start();
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("site-1 7");
    awaitLoaded(); // which follows upon what listeners are told
  }

  @Test
  void poll_afterAListenerThatThrows_goesOnFromWhereItWas() throws Exception {
    answers.addAll(List.of(page(3, SITE.formatted(666)), page(9, SITE.formatted(900))));
    poll.start();
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("site-1 900");
    assertThat(asked).startsWith("since=0&keys=false", "since=0&keys=false");
  }

  @Test
  void poll_ofARegistryThatWentBack_takesItAsItIs() throws Exception {
    answers.addAll(List.of(page(900, SITE.formatted(500)), page(10, SITE.formatted(7))));
    poll.start();
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("site-1 500");
    assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("site-1 7");
    assertThat(asked).startsWith("since=0&keys=false", "since=900&keys=false");
  }

  private void awaitLoaded() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!directory.loaded()) {
      assertThat(System.nanoTime()).as("loaded in time").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private void listen(DirectoryEntry entry) {
    if (entry.revision() == 666) {
      throw new IllegalStateException("a listener's own mistake");
    }
    told.add(entry.id() + " " + entry.revision());
  }

  private static Answer page(long revision, String site) {
    return new Answer(
        200,
        """
        {"revision":%d,"servers":[],"sites":[%s],"keys":[]}\
        """
            .formatted(revision, site));
  }
}
