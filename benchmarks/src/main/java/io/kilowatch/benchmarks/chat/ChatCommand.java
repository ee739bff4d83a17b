package io.kilowatch.benchmarks.chat;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.pipeline.PlatformOptions;
import io.kilowatch.benchmarks.pipeline.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the measurement of the chat. */
@Command(
    name = "chat",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Has people talk at two replicas of the chat of a platform on this machine.")
public final class ChatCommand implements Callable<Integer> {

  private static final int WANTED_P99_MILLIS = 250;
  private static final int WANTED_MEGABYTES = 400;

  @Mixin private PlatformOptions where = new PlatformOptions();

  @Option(names = "--conversations", description = "each of an owner and an engineer")
  private int conversations = 100;

  @Option(names = "--sockets", description = "open at once, of which two talk in each conversation")
  private int sockets = 2_000;

  @Option(names = "--rate", description = "messages a second, of all together")
  private double rate = 200;

  @Option(
      names = "--warm-up-seconds",
      description = "how long they talk before at half of the rate, which counts for nothing")
  private int warmUpSeconds = 60;

  @Option(names = "--seconds", description = "how long they talk")
  private int seconds = 120;

  @Option(names = "--note", description = "kept in the report: the commit, the broker")
  private String note = "";

  @Option(names = "--out", description = "the report that the figures are added to, under chat")
  private Path out = Path.of("benchmarks/results/latest.json");

  @Override
  public Integer call() throws Exception {
    Report report = new Report(System.out);
    report.note("note", note);
    ChatBench.Talk talk;
    try (PlatformClient administrator = where.signIn();
        ChatBench bench =
            new ChatBench(where.dataDirectory(), where.url(), administrator, conversations)) {
      bench.open(sockets);
      System.out.printf("%,d sockets are open; the talk begins%n", sockets);
      bench.warmUp(rate / 2, Duration.ofSeconds(warmUpSeconds));
      talk = bench.talk(rate, Duration.ofSeconds(seconds));
    }
    report.figure("sockets", sockets);
    report.figure("conversations", conversations);
    report.atLeast("messagesPerSecond", talk.messagesPerSecond(), rate * 0.99);
    report.figure("messages", talk.sent());
    report.figure("p50Millis", talk.millisAt(50));
    report.atMost("p99Millis", talk.millisAt(99), WANTED_P99_MILLIS);
    report.figure("mostMillis", talk.millisAt(100));
    report.atMost("lost", talk.lost(), 0);
    report.atMost("doubled", talk.doubled(), 0);
    report.atMost("outOfOrder", talk.outOfOrder(), 0);
    report.atMost("replicaMegabytes", talk.megabytes(), WANTED_MEGABYTES);
    report.print();
    report.addTo(out, "chat");
    return 0;
  }
}
