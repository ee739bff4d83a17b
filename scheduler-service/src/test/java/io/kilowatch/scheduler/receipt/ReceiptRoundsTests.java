package io.kilowatch.scheduler.receipt;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kilowatch.base.directory.Directory;
import io.kilowatch.scheduler.OneServer;
import io.kilowatch.scheduler.lease.Lease;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskOrder;
import io.kilowatch.scheduler.task.TaskStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.web.client.ResourceAccessException;

class ReceiptRoundsTests {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Lease lease = mock();
  private final TaskStore store = mock();
  private final Receipts receipts = mock();
  private final Directory directory = new Directory(Stream::empty);
  private final MongoTemplate mongo = mock();
  private final ReceiptRounds rounds =
      new ReceiptRounds(
          lease, store, receipts, directory, mongo, Clock.fixed(NOON, ZoneOffset.UTC));

  @BeforeEach
  void plan() {
    when(lease.fence()).thenReturn(OptionalLong.of(1));
    directory.apply(OneServer.registeredAt(NOON), NOON);
  }

  @ParameterizedTest
  @ValueSource(classes = {ResourceAccessException.class, IllegalStateException.class})
  void receiptThatCanNotBeMade_isPutOff_andHoldsUpNoOther(Class<? extends Throwable> failure) {
    Task bad = task("bad");
    Task good = task("good");
    Receipt receipt = new Receipt("good", NOON, NOON, 0, 0, 0, 0, null, null, 0, List.of(), null);
    when(store.owingReceipts(any(), anyInt())).thenReturn(List.of(bad, good));
    when(receipts.of(bad, NOON)).thenThrow(failure);
    when(receipts.of(good, NOON)).thenReturn(receipt);

    rounds.round();

    verify(store).receiptDue("bad", NOON.plus(Duration.ofMinutes(1)));
    verify(mongo).save(receipt);
    verify(store).receiptDue("good", null);
  }

  private static Task task(String id) {
    TaskOrder order =
        new TaskOrder(
            "Report", 2, 3600, NOON, NOON.plusSeconds(7200), true, Set.of(), Set.of(), null);
    return Task.submitted(id, "ada", "Ada", "client-" + id, order, NOON);
  }
}
