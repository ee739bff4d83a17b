package io.kilowatch.ingestion.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.rabbitmq.client.Channel;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.ingestion.intake.ReadingIntake;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.ArgumentCaptor;

@Timeout(30)
class LaneTests {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int FULL = 10;
  private static final int MANY_SERVERS = 4;
  private static final ReadingRun RUN = run("server-1");

  private final InFlightBytes inFlight = new InFlightBytes(1_000_000);
  private final AtomicInteger brokenChannels = new AtomicInteger();
  private final Channel channel = mock(Channel.class);

  /** What is to be done once the broker has said why, or has not. */
  private final List<Runnable> onceReasonIsDue = new ArrayList<>();

  /** Waits for what a test does next, however long that takes. */
  private final Lane lane = lingering(LONG);

  @Test
  void run_uncheckedFailures_failTheirBatchesAndTheNextIsPublished() throws Exception {
    when(channel.getNextPublishSeqNo()).thenReturn(1L);
    doThrow(new IllegalStateException("client"), new StackOverflowError())
        .doNothing()
        .when(channel)
        .basicPublish(any(), any(), anyBoolean(), any(), any());
    lane.open(channel);
    Thread publishing = Thread.ofPlatform().daemon().start(lane::run);

    assertOutcomeUnknown(add());
    assertOutcomeUnknown(add());
    Receipt good = add();
    verify(channel, timeout(LONG.toMillis()).times(3))
        .basicPublish(any(), any(), anyBoolean(), any(), any());
    lane.confirmed(channel, 1, false);

    await(good);
    assertThat(brokenChannels).hasValue(2);
    assertThat(inFlight.current()).isZero();
    lane.stop();
    assertThat(publishing.join(LONG)).isTrue();
  }

  /** The first of the next two would leave alone if the other were not expected. */
  @Test
  void run_afterABatchOfTwoRequests_waitsForTwo() throws Exception {
    when(channel.getNextPublishSeqNo()).thenReturn(1L, 2L);
    lane.open(channel);
    Receipt first = add();
    add();
    Thread.ofPlatform().daemon().start(lane::run);
    verify(channel, timeout(LONG.toMillis()))
        .basicPublish(any(), any(), anyBoolean(), any(), any());
    lane.confirmed(channel, 1, false);
    await(first);

    add();
    add();

    verify(channel, timeout(LONG.toMillis() / 2).times(2))
        .basicPublish(any(), any(), anyBoolean(), any(), any());
    lane.confirmed(channel, 2, false);
    assertThat(lane.idle()).isTrue();
    lane.stop();
  }

  /** What waits at a confirm leaves with what those say next who were answered by it. */
  @Test
  void run_confirmedWhileOneWaits_waitsForBoth() throws Exception {
    when(channel.getNextPublishSeqNo()).thenReturn(1L, 2L);
    lane.open(channel);
    Receipt first = add();
    Thread.ofPlatform().daemon().start(lane::run);
    verify(channel, timeout(LONG.toMillis()))
        .basicPublish(any(), any(), anyBoolean(), any(), any());
    Receipt waiting = add();
    lane.confirmed(channel, 1, false);
    await(first);

    add();

    verify(channel, timeout(LONG.toMillis() / 2).times(2))
        .basicPublish(any(), any(), anyBoolean(), any(), any());
    lane.confirmed(channel, 2, false);
    await(waiting);
    assertThat(lane.idle()).isTrue();
    lane.stop();
  }

  @Test
  void run_readingsOfManyServers_leaveInSeveralBatches() throws Exception {
    Lane hasty = lingering(Duration.ofMillis(3));
    when(channel.getNextPublishSeqNo()).thenReturn(1L, 2L);
    hasty.open(channel);
    Receipt receipt = new Receipt();
    List<ReadingRun> runs = new ArrayList<>();
    for (int server = 0; server <= MANY_SERVERS; server++) {
      runs.add(run("server-" + server));
    }
    inFlight.reserve(runs.stream().mapToLong(RunBytes::of).sum());
    hasty.add(runs, receipt);
    Thread.ofPlatform().daemon().start(hasty::run);

    ArgumentCaptor<byte[]> bodies = ArgumentCaptor.forClass(byte[].class);
    verify(channel, timeout(LONG.toMillis()).times(2))
        .basicPublish(any(), any(), anyBoolean(), any(), bodies.capture());
    assertThat(bodies.getAllValues())
        .extracting(body -> ReadingBatchCodec.decode(body).size())
        .containsExactly(MANY_SERVERS, 1);
    hasty.stop();
  }

  @Test
  void refused_withoutAReturn_saysWhatWasNotStored() {
    Receipt receipt = publishOne();

    lane.refused(channel, 1, false);

    assertThat(lane.idle()).isFalse();
    onceReasonIsDue.forEach(Runnable::run);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> await(receipt))
        .withMessage(
            "the broker refused to store power readings in readings.power; the outcome is unknown,"
                + " sending again is safe");
    assertThat(lane.idle()).isTrue();
    assertThat(inFlight.current()).isZero();
  }

  @Test
  void returned_beforeTheConfirm_saysThatThereIsNoQueue() {
    Receipt receipt = publishOne();

    lane.returned(channel, 1);
    lane.confirmed(channel, 1, false);

    assertNoQueue(receipt);
  }

  @Test
  void returned_afterTheRefusal_saysThatThereIsNoQueue() {
    Receipt receipt = publishOne();

    lane.refused(channel, 1, false);
    lane.returned(channel, 1);

    assertNoQueue(receipt);
  }

  @Test
  void close_whileTheReasonIsDue_failsTheRefusedToo() {
    Receipt receipt = publishOne();
    lane.refused(channel, 1, false);

    lane.close(Refusal.outcomeUnknown("gone"));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> await(receipt))
        .withMessageStartingWith("gone");
    assertThat(inFlight.current()).isZero();
  }

  private Lane lingering(Duration linger) {
    return new Lane(
        "power",
        new PublishSettings(LONG, linger, FULL, MANY_SERVERS, 8, LONG, 1_000_000),
        inFlight,
        new BatchMeters(new SimpleMeterRegistry(), "power"),
        brokenChannels::incrementAndGet,
        onceReasonIsDue::add);
  }

  private static ReadingRun run(String serverId) {
    return new ReadingRun(
        serverId, "power", "key", Origin.MEASURED, 1, new long[] {1}, new double[] {1});
  }

  private Receipt publishOne() {
    when(channel.getNextPublishSeqNo()).thenReturn(1L);
    lane.open(channel);
    Receipt receipt = add();
    Thread.ofPlatform().daemon().start(lane::run);
    try {
      verify(channel, timeout(LONG.toMillis()))
          .basicPublish(any(), any(), anyBoolean(), any(), any());
      return receipt;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertNoQueue(Receipt receipt) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> await(receipt))
        .withMessage(
            "the broker has no queue readings.power for power readings; the outcome is unknown,"
                + " sending again is safe");
    assertThat(inFlight.current()).isZero();
  }

  private Receipt add() {
    Receipt receipt = new Receipt();
    inFlight.reserve(RunBytes.of(RUN));
    lane.add(List.of(RUN), receipt);
    receipt.confirmed();
    return receipt;
  }

  private static void assertOutcomeUnknown(Receipt receipt) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> await(receipt))
        .withMessageContaining("could not be published")
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.OUTCOME_UNKNOWN));
  }

  private static void await(Receipt receipt) {
    try {
      receipt.settled().join();
    } catch (CompletionException e) {
      throw ReadingIntake.refusalIn(e);
    }
  }
}
