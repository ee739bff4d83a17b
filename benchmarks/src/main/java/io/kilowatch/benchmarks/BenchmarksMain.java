package io.kilowatch.benchmarks;

import io.kilowatch.benchmarks.chat.ChatCommand;
import io.kilowatch.benchmarks.compaction.CompactionBench;
import io.kilowatch.benchmarks.limits.LimitsCommand;
import io.kilowatch.benchmarks.peers.PeersCommand;
import io.kilowatch.benchmarks.pipeline.BenchCommand;
import io.kilowatch.benchmarks.pipeline.CurveCommand;
import io.kilowatch.benchmarks.pipeline.SoakCommand;
import io.kilowatch.benchmarks.replay.ReplayWeek;
import io.kilowatch.benchmarks.scheduler.BoundCommand;
import io.kilowatch.benchmarks.scheduler.ForecastCommand;
import io.kilowatch.benchmarks.scheduler.InputProblems;
import io.kilowatch.benchmarks.scheduler.ScaleCommand;
import io.kilowatch.benchmarks.scheduler.SchedulerCommand;
import io.kilowatch.benchmarks.scheduler.WaitingCommand;
import java.io.PrintStream;
import java.util.Arrays;
import picocli.CommandLine;

/** Chooses what to run. */
public final class BenchmarksMain {

  private BenchmarksMain() {}

  public static void main(String[] arguments) throws Exception {
    String command = arguments.length == 0 ? "" : arguments[0];
    String[] rest = Arrays.copyOfRange(arguments, Math.min(1, arguments.length), arguments.length);
    switch (command) {
      case "replay-week" -> System.exit(ReplayWeek.run(rest, System.out, System.err));
      case "compaction" -> CompactionBench.run(rest, System.out);
      case "bench" -> System.exit(new CommandLine(new BenchCommand()).execute(rest));
      case "chat" -> System.exit(new CommandLine(new ChatCommand()).execute(rest));
      case "curve" -> System.exit(new CommandLine(new CurveCommand()).execute(rest));
      case "soak" -> System.exit(new CommandLine(new SoakCommand()).execute(rest));
      case "limits" -> System.exit(new CommandLine(new LimitsCommand()).execute(rest));
      case "peers" -> System.exit(new CommandLine(new PeersCommand()).execute(rest));
      case "scheduler" -> System.exit(onFiles(new SchedulerCommand(), rest));
      case "scheduler-waiting" -> System.exit(onFiles(new WaitingCommand(), rest));
      case "scheduler-bound" -> System.exit(onFiles(new BoundCommand(), rest));
      case "scheduler-scale" -> System.exit(new CommandLine(new ScaleCommand()).execute(rest));
      case "forecast" -> System.exit(new CommandLine(new ForecastCommand()).execute(rest));
      case "jmh" -> org.openjdk.jmh.Main.main(rest);
      default -> System.exit(usage(System.err));
    }
  }

  private static int onFiles(Object command, String... arguments) {
    return new CommandLine(command)
        .setExecutionExceptionHandler(new InputProblems())
        .execute(arguments);
  }

  private static int usage(PrintStream err) {
    err.println(
        "Usage: java -jar benchmarks-*-exec.jar replay-week --help | bench --help | chat --help | curve --help"
            + " | soak --help | limits --help | peers --help | scheduler --help | scheduler-waiting --help"
            + " | scheduler-bound --help | scheduler-scale --help | forecast --help"
            + " | compaction <new directory> | jmh [options]");
    return 2;
  }
}
