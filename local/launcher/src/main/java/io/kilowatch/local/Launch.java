package io.kilowatch.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

  /**
   * Returns when all are ready; throws the first failure, with the others that were on their way
   * let finish.
   */
  void run() {
    // Starting is work for the processor: more at once than it has cores only delays the first.
    int atOnce = Math.max(3, Runtime.getRuntime().availableProcessors());
    try (ExecutorService executor = Executors.newFixedThreadPool(atOnce)) {
      Map<String, CompletableFuture<Void>> ready = new HashMap<>();
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (Unit unit : units) {
        CompletableFuture<?>[] needed =
            unit.after().stream()
                .map(ready::get)
                .filter(Objects::nonNull)
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> started =
            CompletableFuture.allOf(needed).thenRunAsync(() -> start(unit), executor);
        ready.put(unit.name(), started);
        all.add(started);
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new LocalServerException(rootMessage(e), e);
    }
  }

  private void start(Unit unit) {
    progress.line(unit.name(), "starting");
    unit.start();
    state.put(unit.entry());
    progress.line(unit.name(), "ready    " + unit.entry().address());
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && !(root instanceof LocalServerException)) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
