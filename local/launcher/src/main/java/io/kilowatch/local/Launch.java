package io.kilowatch.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts each unit as soon as those it needs are ready, a few at a time. */
final class Launch {
  private final List<Unit> units;
  private final Progress progress;
  private final PlatformState state;

  Launch(List<Unit> units, Progress progress, PlatformState state) {
    this.units = units;
    this.progress = progress;
    this.state = state;
  }

  /** Returns when all are ready; the first failure, or an interrupt, ends what is on its way. */
  void run() throws InterruptedException {
    // Starting is work for the processor: more at once than it has cores only delays the first.
    int atOnce = Math.max(3, Runtime.getRuntime().availableProcessors());
    try (ExecutorService executor = Executors.newFixedThreadPool(atOnce)) {
      CompletableFuture<Void> anyFailure = new CompletableFuture<>();
      CompletableFuture<Void> all = submit(executor, anyFailure);
      try {
        CompletableFuture.anyOf(all, anyFailure).get();
      } catch (ExecutionException e) {
        throw new LocalServerException(rootMessage(e), e);
      } finally {
        executor.shutdownNow();
      }
    }
  }

  private CompletableFuture<Void> submit(
      ExecutorService executor, CompletableFuture<Void> anyFailure) {
    Map<String, CompletableFuture<Void>> ready = new HashMap<>();
    for (Unit unit : units) {
      CompletableFuture<?>[] needed =
          unit.after().stream()
              .map(ready::get)
              .filter(Objects::nonNull)
              .toArray(CompletableFuture[]::new);
      ready.put(
          unit.name(),
          CompletableFuture.allOf(needed).thenRunAsync(() -> start(unit, anyFailure), executor));
    }
    return CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new));
  }

  private void start(Unit unit, CompletableFuture<Void> anyFailure) {
    try {
      progress.line(unit.name(), "starting");
      unit.start();
      state.put(unit.entry());
      progress.line(unit.name(), "ready    " + unit.entry().address());
    } catch (RuntimeException e) {
      anyFailure.completeExceptionally(e);
      throw e;
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof LocalServerException)) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
