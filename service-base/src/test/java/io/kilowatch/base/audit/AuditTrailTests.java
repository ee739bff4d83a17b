package io.kilowatch.base.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.ReturnedMessage;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitOperations;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class AuditTrailTests {

  private static final Duration SHORT = Duration.ofMillis(300);

  /** No pause of a loaded machine, and short enough to be waited for. */
  private static final Duration MODERATE = Duration.ofSeconds(3);

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final CurrentUser ADA =
      new CurrentUser("u1", "ada@example.org", "Ada", "ADMIN", "s1");

  private final RabbitOperations broker = mock(RabbitOperations.class);
  private final AuditTrail trail = trail(Duration.ofMinutes(5));
  private final AuditTrail impatient = trail(SHORT);

  @Test
  void record_confirmed_isPersistentAndSaysNothingMore(CapturedOutput output) throws Exception {
    onSend(confirm -> confirm.getFuture().complete(new CorrelationData.Confirm(true, null)));

    record(trail(MODERATE));

    ArgumentCaptor<Message> message = ArgumentCaptor.captor();
    verify(broker, timeout(LONG.toMillis()))
        .send(
            eq(BrokerNames.REGISTRY_EXCHANGE),
            eq(AuditRecord.EVENT_TYPE),
            message.capture(),
            any(CorrelationData.class));
    assertThat(message.getValue().getMessageProperties().getDeliveryMode())
        .isEqualTo(MessageDeliveryMode.PERSISTENT);
    assertThat(new JsonMapper().readTree(message.getValue().getBody()).get("subject").asString())
        .isEqualTo("letter-7");
    Thread.sleep(MODERATE.multipliedBy(2));
    assertThat(output).contains("audit: dead-letter.replayed letter-7").doesNotContain("may lack");
  }

  @Test
  void record_neverConfirmed_isWarnedOfWithTheRecord(CapturedOutput output) throws Exception {
    onSend(confirm -> {});

    record(impatient);

    assertWarned(output, "not confirmed within 300 ms");
  }

  @Test
  void record_refused_isWarnedOf(CapturedOutput output) throws Exception {
    onSend(confirm -> confirm.getFuture().complete(new CorrelationData.Confirm(false, "full")));

    record(trail);

    assertWarned(output, "refused: full");
  }

  @Test
  void record_returnedAndConfirmed_isWarnedOf(CapturedOutput output) throws Exception {
    onSend(confirm -> {
      confirm.setReturned(new ReturnedMessage(new Message(new byte[0]), 312, "NO_ROUTE", "", ""));
      confirm.getFuture().complete(new CorrelationData.Confirm(true, null));
    });

    record(trail);

    assertWarned(output, "no queue takes it");
  }

  @Test
  void record_brokerAway_isWarnedOf(CapturedOutput output) throws Exception {
    onSend(confirm -> {
      throw new AmqpConnectException("nobody there", new IllegalStateException());
    });

    record(trail);

    assertWarned(output, "nobody there");
  }

  @Test
  void record_sendingStalls_holdsNobodyUpAndIsWarnedOf(CapturedOutput output) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    onSend(confirm -> {
      try {
        over.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });

    record(impatient);

    assertWarned(output, "not confirmed within 300 ms");
    over.countDown();
  }

  private AuditTrail trail(Duration patience) {
    return new AuditTrail(
        "packager-service", broker, patience, new JsonMapper(), Clock.systemUTC());
  }

  private static void record(AuditTrail trail) {
    trail.record(ADA, "dead-letter.replayed", "letter-7", Map.of("readings.power", "12"));
  }

  private void onSend(Consumer<CorrelationData> reaction) {
    doAnswer(
            call -> {
              reaction.accept(call.getArgument(3));
              return null;
            })
        .when(broker)
        .send(any(), any(), any(Message.class), any(CorrelationData.class));
  }

  private static void assertWarned(CapturedOutput output, String why) throws InterruptedException {
    Instant end = Instant.now().plus(LONG);
    while (!output.getOut().contains("may lack") && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("may lack")))
        .singleElement()
        .asString()
        .contains("WARN", why, "\"subject\":\"letter-7\"", "\"readings.power\":\"12\"");
  }
}
