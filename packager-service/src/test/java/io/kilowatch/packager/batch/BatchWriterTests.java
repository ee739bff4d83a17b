package io.kilowatch.packager.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.packager.broker.OutgoingMessage;
import io.kilowatch.series.SeriesKey;
import io.kilowatch.series.store.PackedReadings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BatchWriterTests {

  private static final long MILLIS = 1_700_000_000_000L;

  private final Map<SeriesKey, PackedReadings> stored = new HashMap<>();
  private final List<OutgoingMessage> deadLetters = new ArrayList<>();
  private final List<Reject> kept = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private int failures;
  private int attempts;
  private boolean storeAnswers = true;
  private boolean brokerConfirms = true;
  private boolean storeKeeps = true;

  @Test
  void write_storeFailsTwice_triesAgainAndStores() throws Exception {
    failures = 2;
    write(batch(Runs.run("a", "power", MILLIS, 1, 2)));
    assertThat(stored.get(new SeriesKey("a", "power")).size()).isEqualTo(2);
    assertThat(meters.counter("kilowatch.packager.store.retries").count()).isEqualTo(2);
  }

  @Test
  void write_storeStaysAway_throwsAndDeadLettersNothing() {
    failures = Integer.MAX_VALUE;
    Batch batch = batch(Runs.run("a", "power", MILLIS, 1));
    assertThatThrownBy(() -> write(batch))
        .isInstanceOfSatisfying(
            StoreAwayException.class, e -> assertThat(e.batch()).isSameAs(batch));
    assertThat(attempts).isEqualTo(3);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void write_storeRefusesOneSeries_storesTheOthersAndDeadLettersThatOne() throws Exception {
    ReadingRun refused = Runs.run("refused", "co2", MILLIS, 5);
    write(batch(Runs.run("a", "power", MILLIS, 1), refused, Runs.run("b", "power", MILLIS, 2)));
    assertThat(stored).containsOnlyKeys(new SeriesKey("a", "power"), new SeriesKey("b", "power"));
    assertThat(deadLetters)
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.exchange()).isEqualTo(BrokerNames.DEAD_LETTER_EXCHANGE);
          assertThat(letter.headers().get(BrokerNames.REASON_HEADER).toString())
              .startsWith("refused by the store");
          assertThat(letter.headers()).containsEntry(BrokerNames.ROUTING_KEY_HEADER, "co2");
          assertThat(ReadingBatchCodec.decode(letter.body()).getFirst())
              .usingRecursiveComparison()
              .isEqualTo(refused);
        });
  }

  @Test
  void write_storeHasLostItsTables_countsAsAway() {
    storeAnswers = false;
    assertThatThrownBy(() -> write(batch(Runs.run("refused", "power", MILLIS, 1))))
        .isInstanceOf(StoreAwayException.class);
    assertThat(deadLetters).isEmpty();
  }

  @Test
  void write_brokerDoesNotConfirmDeadLetter_storesTheGoodAndKeepsItInTheStore() throws Exception {
    brokerConfirms = false;
    Reject reject = unreadable();

    write(batch(reject, Runs.run("a", "power", MILLIS, 1)));

    assertThat(stored).containsOnlyKeys(new SeriesKey("a", "power"));
    assertThat(kept).containsExactly(reject);
    assertThat(meters.counter("kilowatch.packager.dead.letters").count()).isEqualTo(1);
  }

  @Test
  void write_brokerConfirmsDeadLetter_leavesTheStoreAlone() throws Exception {
    write(batch(unreadable()));

    assertThat(deadLetters).hasSize(1);
    assertThat(kept).isEmpty();
  }

  @Test
  void write_neitherBrokerNorStoreTakesDeadLetter_throws() {
    brokerConfirms = false;
    storeKeeps = false;

    assertThatThrownBy(() -> write(batch(unreadable())))
        .isInstanceOf(IOException.class)
        .hasMessage("refused")
        .hasSuppressedException(new TimeoutException("kept nothing"));
    assertThat(meters.counter("kilowatch.packager.dead.letters").count()).isZero();
  }

  private void write(Batch batch) throws Exception {
    BatchProperties bounds =
        new BatchProperties(
            8, Duration.ZERO, Duration.ZERO, Duration.ZERO, 10, 10, 10, 1, 2, Duration.ofMillis(1));
    new BatchWriter(
            this::append, this::probe, this::publish, this::keep, bounds, new BatchMetrics(meters))
        .write(batch, batch.readingsBySeries());
  }

  private static Reject unreadable() {
    return Reject.unreadable("unreadable", new Delivery(1, "power", false, new byte[] {9}));
  }

  private static Batch batch(Reject reject, ReadingRun... good) {
    Batch batch = new Batch(Runs.sources(), new RunLog(), 1);
    Delivery delivery = new Delivery(1, "power", false, reject.body());
    batch.add(delivery, new Sorted(List.of(good), List.of(reject)));
    batch.close();
    return batch;
  }

  private static Batch batch(ReadingRun... runs) {
    Batch batch = new Batch(Runs.sources(), new RunLog(), 1);
    batch.add(Runs.delivery(1, runs), Runs.good(runs));
    batch.close();
    return batch;
  }

  private CompletableFuture<Void> append(Map<SeriesKey, PackedReadings> readings) {
    attempts++;
    if (failures-- > 0) {
      return CompletableFuture.failedFuture(AllNodesFailedException.fromErrors(List.of()));
    }
    if (readings.keySet().stream().anyMatch(key -> key.serverId().equals("refused"))) {
      return CompletableFuture.failedFuture(new IllegalArgumentException("not this one"));
    }
    stored.putAll(readings);
    return CompletableFuture.completedFuture(null);
  }

  private void probe() {
    if (!storeAnswers) {
      throw new IllegalStateException("unconfigured table");
    }
  }

  private void publish(List<OutgoingMessage> messages) throws IOException {
    if (!brokerConfirms) {
      throw new IOException("refused");
    }
    deadLetters.addAll(messages);
  }

  private void keep(Reject reject) throws TimeoutException {
    if (!storeKeeps) {
      throw new TimeoutException("kept nothing");
    }
    kept.add(reject);
  }
}
