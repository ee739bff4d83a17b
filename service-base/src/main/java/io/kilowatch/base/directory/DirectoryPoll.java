package io.kilowatch.base.directory;

import io.kilowatch.contracts.registry.DirectoryPage;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.client.RestClient;

/** Asks the registry what has changed, for as long as the service runs. */
final class DirectoryPoll implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryPoll.class);
  private static final Duration FIRST_TRIES = Duration.ofMillis(250);

  private final Directory directory;
  private final DirectorySettings settings;
  private final RestClient registry;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("directory-poll").daemon().factory());

  private volatile boolean running;
  private long revision;
  private boolean reported;

  DirectoryPoll(Directory directory, DirectorySettings settings, RestClient registry, Clock clock) {
    this.directory = directory;
    this.settings = settings;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    thread.execute(this::pollAndPlanNext);
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void pollAndPlanNext() {
    poll();
    if (running) {
      Duration wait = directory.loaded() ? settings.pollInterval() : FIRST_TRIES;
      Future<?> _ = thread.schedule(this::pollAndPlanNext, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void poll() {
    try {
      DirectoryPage page =
          registry
              .get()
              .uri("/internal/v1/directory?since={since}&keys={keys}", revision, settings.keys())
              .retrieve()
              .requiredBody(DirectoryPage.class);
      take(page);
      revision = page.revision();
      if (reported) {
        LOG.info("the registry answers again");
      }
      reported = false;
    } catch (RuntimeException e) { // Whatever it is, the next poll must come.
      report(e);
    }
  }

  /**
   * An answer is never older than its question, so a lower revision means that the registry's
   * database was put back; it has then sent all that it has.
   */
  private void take(DirectoryPage page) {
    if (page.revision() < revision) {
      LOG.warn(
          "the registry went back from {} to {}; taking it as it is", revision, page.revision());
      directory.replace(page, clock.instant());
    } else {
      directory.apply(page, clock.instant());
    }
  }

  /** Once for each outage: a line every three seconds would bury the rest of the log. */
  private void report(RuntimeException e) {
    if (!reported) {
      LOG.warn("the registry does not answer; going on with what is known: {}", e.toString());
      reported = true;
    }
  }
}
