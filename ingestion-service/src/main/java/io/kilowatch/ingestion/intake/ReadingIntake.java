package io.kilowatch.ingestion.intake;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.ingestion.batch.ReadingPublisher;
import io.kilowatch.ingestion.key.IngestKeys;
import io.kilowatch.ingestion.key.KeyRates;
import io.kilowatch.ingestion.reading.ReadingLimits;
import io.kilowatch.ingestion.reading.ReadingRuns;
import io.kilowatch.ingestion.reading.ServerLookup;
import io.kilowatch.ingestion.refusal.Refusal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Takes the readings of one request: nothing is lost once this returns, and when it throws the
 * client knows whether to send again.
 */
public final class ReadingIntake {

  private final IngestKeys keys;
  private final KeyRates rates;
  private final ServerLookup servers;
  private final ReadingLimits limits;
  private final ReadingPublisher publisher;
  private final IntakeMeters meters;
  private final Clock clock;

  public ReadingIntake(
      IngestKeys keys,
      KeyRates rates,
      ServerLookup servers,
      ReadingLimits limits,
      ReadingPublisher publisher,
      IntakeMeters meters,
      Clock clock) {
    this.keys = keys;
    this.rates = rates;
    this.servers = servers;
    this.limits = limits;
    this.publisher = publisher;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Says early, before a body is read, that its readings would not be taken.
   *
   * @throws Refusal if the key is none, or the broker is away or blocked
   */
  public void admit(@Nullable String presentedKey) {
    try {
      keys.require(presentedKey);
      publisher.requireBroker();
    } catch (Refusal refusal) {
      meters.refused(refusal.why());
      throw refusal;
    }
  }

  /**
   * Takes a request's readings and returns once the broker has confirmed every accepted one.
   *
   * @param modelled whether the sender says that its values are computed rather than measured
   * @throws Refusal if nothing was taken, or nobody knows
   */
  public Taken take(boolean modelled, Submission submission) {
    try {
      return begin(modelled, submission).get();
    } catch (ExecutionException e) {
      throw refusalIn(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.outcomeUnknown("the service is stopping");
    }
  }

  /**
   * Takes a request's readings without waiting for the broker.
   *
   * @param modelled whether the sender says that its values are computed rather than measured
   * @return ends once the broker has confirmed every accepted reading, on the thread that heard of
   *     it, or with a {@link Refusal} if nobody knows
   * @throws Refusal if nothing was taken
   */
  public CompletableFuture<Taken> begin(boolean modelled, Submission submission) {
    long begun = System.nanoTime();
    try (submission) {
      return accept(modelled, submission)
          .whenComplete((_, failure) -> {
            if (failure == null) {
              meters.taken(System.nanoTime() - begun);
            } else {
              meters.refused(refusalIn(failure).why());
            }
          });
    } catch (Refusal refusal) {
      meters.refused(refusal.why());
      throw refusal;
    }
  }

  /** What a request is told whose {@link #begin} ended with this. */
  public static Refusal refusalIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
    }
    return Refusal.outcomeUnknown("the broker could not be reached");
  }

  private CompletableFuture<Taken> accept(boolean modelled, Submission submission) {
    // 1. Who is it? 2. Is there any use in reading on?
    IngestKeyEntry key = keys.require(submission.presentedKey());
    publisher.requireBroker();

    // 3. Read and judge the readings.
    ReadingRuns readings = read(key, modelled, submission);
    meters.rejected(readings.rejectedByReason());

    // 4. Bad readings cost their sender's allowance as good ones do.
    rates.take(key, Math.max(readings.count(), 1));
    if (readings.accepted() == 0) {
      throw new NothingAccepted(readings.rejected(), readings.rejections());
    }

    // 5. Publish; what comes of it is told later.
    List<ReadingRun> runs = readings.build();
    Taken taken = new Taken(readings.accepted(), readings.rejected(), readings.rejections());
    return publisher
        .publish(runs)
        .thenApply(_ -> {
          meters.accepted(runs);
          return taken;
        });
  }

  /** What can't be read costs the allowance too: refusing it was work all the same. */
  private ReadingRuns read(IngestKeyEntry key, boolean modelled, Submission submission) {
    ReadingRuns readings = null;
    try {
      submission.receive();
      readings = new ReadingRuns(clock.instant(), key, originOf(key, modelled), servers, limits);
      submission.decode(readings);
      return readings;
    } catch (Refusal refusal) {
      if (refusal.why().status() < 500) {
        rates.take(key, readings == null ? 1 : Math.max(readings.count(), 1));
      }
      throw refusal;
    }
  }

  private static Origin originOf(IngestKeyEntry key, boolean modelled) {
    if (modelled) {
      return Origin.MODELLED;
    }
    return key.scope() == KeyScope.EMULATORS ? Origin.EMULATED : Origin.MEASURED;
  }
}
