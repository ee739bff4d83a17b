package io.kilowatch.benchmarks.replay;

import io.kilowatch.benchmarks.client.PlatformClient;
import io.kilowatch.benchmarks.replay.Registration.Registered;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;

/** Sends every reading of every server, a few servers at a time. */
final class Sending {

  private static final int AT_A_TIME = 4;

  /** A server that was registered a moment ago may not be known everywhere. */
  private static final Duration UNTIL_KNOWN = Duration.ofSeconds(20);

  private record WireReading(String serverId, String metric, long timestamp, double value) {}

  private final PlatformClient platform;
  private final int batch;
  private final IntConsumer progress;
  private final AtomicInteger sent = new AtomicInteger();

  Sending(PlatformClient platform, int batch, IntConsumer progress) {
    this.platform = platform;
    this.batch = batch;
    this.progress = progress;
  }

  /** Returns how many readings the platform accepted. */
  int send(List<Registered> servers) throws IOException, InterruptedException {
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<?>> all = new ArrayList<>();
      for (Registered server : servers) {
        all.add(
            workers.submit(() -> {
              send(server);
              return null;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e);
    }
    return sent.get();
  }

  private void send(Registered server) throws IOException, InterruptedException {
    List<WireReading> readings = new ArrayList<>();
    Series power = server.server().power();
    Series co2 = server.server().co2();
    for (int i = 0; i < power.size(); i++) {
      readings.add(new WireReading(server.id(), "power", power.times()[i], power.values()[i]));
      readings.add(new WireReading(server.id(), "co2", co2.times()[i], co2.values()[i]));
    }
    for (int from = 0; from < readings.size(); from += batch) {
      List<WireReading> part = readings.subList(from, Math.min(from + batch, readings.size()));
      deliver(server.key(), part);
      progress.accept(sent.addAndGet(part.size()));
    }
  }

  private void deliver(String key, List<WireReading> part)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(UNTIL_KNOWN);
    List<WireReading> left = part;
    while (!left.isEmpty()) {
      JsonNode rejected = platform.postReadings(key, left).path("rejected");
      List<WireReading> tried = left;
      left = rejected.valueStream().map(one -> tried.get(one.path("index").asInt())).toList();
      if (!left.isEmpty()) {
        if (Instant.now().isAfter(deadline)) {
          throw new IOException("Rejected: " + rejected.path(0).path("reason").asString());
        }
        Thread.sleep(500);
      }
    }
  }
}
