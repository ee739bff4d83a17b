package io.kilowatch.packager.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.impl.LongStringHelper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTests {

  @Test
  void of_ourOwnHeaders_takesThem() {
    Map<String, Object> headers =
        Map.of(
            "x-kilowatch-reason", LongStringHelper.asLongString("unknown metric"),
            "x-kilowatch-routing-key", LongStringHelper.asLongString("co2"));
    assertThat(DeadLetterHeaders.of(headers, "x"))
        .isEqualTo(new DeadLetterHeaders("unknown metric", "co2"));
  }

  @Test
  void of_theBrokersHeaders_takesReasonAndRoutingKeyOfTheFirstDeath() {
    Map<String, Object> headers =
        Map.of(
            "x-first-death-reason", LongStringHelper.asLongString("delivery_limit"),
            "x-first-death-queue", LongStringHelper.asLongString("readings.power"),
            "x-death",
                List.of(
                    Map.of("reason", "expired", "routing-keys", List.of("later")),
                    Map.of("reason", "delivery_limit", "routing-keys", List.of("power"))));
    assertThat(DeadLetterHeaders.of(headers, "x"))
        .isEqualTo(new DeadLetterHeaders("dead-lettered by the broker: delivery_limit", "power"));
  }

  @Test
  void of_onlyTheQueueKnown_takesTheRoutingKeyFromItsName() {
    Map<String, Object> headers =
        Map.of("x-first-death-reason", "rejected", "x-first-death-queue", "readings.other");
    assertThat(DeadLetterHeaders.of(headers, "x").routingKey()).isEqualTo("other");
  }

  @Test
  void of_noHeaders_keepsTheRoutingKeyItCameWith() {
    assertThat(DeadLetterHeaders.of(null, "power"))
        .isEqualTo(new DeadLetterHeaders("unknown", "power"));
  }
}
