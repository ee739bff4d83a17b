package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kilowatch.e2e.NumberedStream.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A crowd watches the fleet live, and half of it never reads what it is sent. */
@ExtendWith(SharedPlatform.class)
class WatchersIT {

  private static final int WATCHERS = Faults.sized(300, 5_000);
  private static final int SERVERS = Faults.sized(15, 3);
  private static final int CONNECT_TOGETHER = 16;

  /** A value of each series a second: what the fleet's watchers are told at most. */
  private static final Shape SHAPE = new Shape(SERVERS, SERVERS, 2, 2.0 * SERVERS, true);

  private static final Duration UNTIL_TOLD = Duration.ofSeconds(30);
  private static final Duration UNTIL_DROPPED = Faults.seconds(90, 300);

  /** Two sockets' worth of buffers and a queue for each; much more would be no bound. */
  private static final long MOST_GROWTH_MEGABYTES = Faults.sized(150, 400);

  private static final int OPEN = 0;
  private static final int TOLD = 1;
  private static final int ENDED = 2;
  private static final int VALUES = 3;

  @Test
  void halfOfTheWatchersNeverRead_theOthersGoOn(RunningPlatform platform) throws Exception {
    assumeThat(openFilesAllowed())
        .as("open files that this machine allows a process")
        .isGreaterThan(WATCHERS + 1_000);
    LinuxProcess history = platform.process("history-service");
    NumberedStream stream = new NumberedStream(platform, platform.ingestion(), "watched", SHAPE);
    URI url = platform.local().address("history-service");
    String token = platform.client().token();
    long[] megabytes = {history.residentMegabytes(), 0};
    long[] seen = new long[4];
    stream.during(
        1,
        1,
        () -> {
          Queue<LiveSocket> all = new ConcurrentLinkedQueue<>();
          try {
            List<LiveSocket> readers = connect(url, token, true, all);
            connect(url, token, false, all);
            BooleanSupplier dropped = () -> openSockets(platform) <= readers.size();
            megabytes[1] = history.peakMegabytes(UNTIL_DROPPED, dropped);
            seen[OPEN] = openSockets(platform);
            seen[TOLD] = awaitTold(readers);
            seen[ENDED] = readers.stream().filter(LiveSocket::ended).count();
            seen[VALUES] = readers.stream().mapToLong(LiveSocket::updates).sum();
          } finally {
            for (LiveSocket socket : all) {
              socket.close();
            }
          }
        });

    stream.assertStoredOnce("watched by " + WATCHERS + " of whom half never read");
    System.out.printf(
        "watchers: %d values read, %d of %d sockets still open, %d of %d readers told of more;"
            + " history-service: %d MB before, at most %d MB meanwhile%n",
        seen[VALUES], seen[OPEN], WATCHERS, seen[TOLD], WATCHERS / 2, megabytes[0], megabytes[1]);
    assertThat(seen[OPEN])
        .as("sockets open, once the limits have ended some")
        .isEqualTo(WATCHERS / 2);
    assertThat(seen[TOLD]).as("readers told of new values").isEqualTo(WATCHERS / 2);
    assertThat(seen[ENDED]).as("readers that were closed").isZero();
    assertThat(stream.refusals().refused() + stream.refusals().broken()).isZero();
    assertThat(megabytes[1] - megabytes[0]).isLessThan(MOST_GROWTH_MEGABYTES);
    assertThat(platform.process("history-service")).as("not restarted").isEqualTo(history);
  }

  /** Connects half of the crowd; whoever is connected is among all, whatever becomes of others. */
  private static List<LiveSocket> connect(
      URI url, String token, boolean read, Queue<LiveSocket> all) throws Exception {
    List<Future<LiveSocket>> connecting = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECT_TOGETHER)) {
      for (int i = 0; i < WATCHERS / 2; i++) {
        connecting.add(
            threads.submit(() -> {
              LiveSocket socket = new LiveSocket(url, token, read);
              all.add(socket);
              return socket;
            }));
      }
    }
    List<LiveSocket> sockets = new ArrayList<>();
    for (Future<LiveSocket> one : connecting) {
      sockets.add(one.get());
    }
    return sockets;
  }

  /** How many of them get something new from now on. */
  private static long awaitTold(List<LiveSocket> readers) {
    List<Long> before = readers.stream().map(LiveSocket::updates).toList();
    long end = System.nanoTime() + UNTIL_TOLD.toNanos();
    while (told(readers, before) < readers.size() && System.nanoTime() < end) {
      Api.pause(Duration.ofMillis(250));
    }
    return told(readers, before);
  }

  private static long told(List<LiveSocket> readers, List<Long> before) {
    return IntStream.range(0, readers.size())
        .filter(i -> readers.get(i).updates() > before.get(i))
        .count();
  }

  private static long openSockets(RunningPlatform platform) {
    try {
      return (long) platform.local().metric("history-service", "kilowatch_live_sockets");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long openFilesAllowed() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getMaxFileDescriptorCount();
  }
}
