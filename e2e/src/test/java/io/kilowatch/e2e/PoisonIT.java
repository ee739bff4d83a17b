package io.kilowatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Walk;
import io.kilowatch.benchmarks.pipeline.Fleet;
import io.kilowatch.benchmarks.pipeline.StoredReadings.Found;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingBatchCodec;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.e2e.NumberedStream.Shape;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What no packager can store, straight from the broker and in the middle of good batches. */
@ExtendWith(SharedPlatform.class)
class PoisonIT {

  private static final long READINGS = Faults.sized(20_000, 200_000);
  private static final Shape SHAPE = Shape.PLAIN.perSecond(READINGS / 8.0);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int IN_A_BATCH = 50;
  private static final String OF_AN_OLD_FAULT = "refused by a packager that is mended";

  @Test
  void poison_amongGoodBatches_isKeptAside_andComesBackOnlyWhereItCanBeStored(
      RunningPlatform platform) throws Exception {
    Fleet fleet = platform.fleet("poison-victims", 2);
    SeriesSet beside = series(fleet.serverIds().get(0));
    SeriesSet mended = series(fleet.serverIds().get(1));
    byte[] garbage = "\1 no batch at all \7".getBytes(StandardCharsets.ISO_8859_1);
    byte[] future = batch(beside, "power");
    future[0] = 99;
    Set<String> before = platform.deadLetterIds();
    NumberedStream stream =
        new NumberedStream(platform, platform.ingestion(), "poison-neighbours", SHAPE);
    stream.during(
        READINGS / 3,
        READINGS,
        () -> {
          try (Connection connection = connect(platform);
              Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            publish(channel, BrokerNames.READINGS_EXCHANGE, garbage, Map.of());
            publish(channel, BrokerNames.READINGS_EXCHANGE, future, Map.of());
            publish(channel, BrokerNames.READINGS_EXCHANGE, halfBad(beside), Map.of());
            publish(
                channel,
                BrokerNames.DEAD_LETTER_EXCHANGE,
                batch(mended, "power"),
                Map.of(BrokerNames.REASON_HEADER, OF_AN_OLD_FAULT));
            channel.waitForConfirmsOrDie(SOON.toMillis());
          }
        });
    stream.assertStoredOnce("poison in the middle");
    assertThat(stream.refusals().refused() + stream.refusals().broken()).isZero();

    // 1. All four are listed, each with what is wrong with it; the good run beside a bad one is in.
    Api administrator = platform.administrator();
    Letters letters = new Letters(administrator, before);
    JsonNode garbled = letters.await("unreadable batch", garbage);
    JsonNode unknown = letters.await("unknown version 99", future);
    letters.await("unknown metric 'phlogiston'", null);
    JsonNode old = letters.await(OF_AN_OLD_FAULT, null);
    assertThat(old.get("count").asInt()).isEqualTo(IN_A_BATCH);
    assertStoredOnce(platform, beside, "the good run beside a bad one");
    assertThat(platform.stored().find(mended, IN_A_BATCH).stored()).isZero();

    // 2. Replayed, what can be stored now is, and what can't comes back as another dead letter.
    List.of(garbled, unknown, old).forEach(letter -> replay(administrator, letter));
    assertStoredOnce(platform, mended, "replayed after a fix");
    Letters afterwards = new Letters(administrator, letters.idsNow(garbled, unknown, old));
    afterwards.await("unreadable batch", garbage);
    afterwards.await("unknown version 99", future);
    assertThat(platform.deadLetterIds())
        .doesNotContain(id(garbled), id(unknown), id(old))
        .hasSize(before.size() + 3);
  }

  private static SeriesSet series(String serverId) {
    return new SeriesSet(
        List.of(new SeriesSet.Series(serverId, "power")),
        Instant.now().minus(Duration.ofHours(1)).toEpochMilli(),
        1_000);
  }

  private static ReadingRun run(SeriesSet set, String metric) {
    long[] timestamps = new long[IN_A_BATCH];
    double[] values = new double[IN_A_BATCH];
    for (int n = 0; n < IN_A_BATCH; n++) {
      timestamps[n] = set.timestampMillis(n);
      values[n] = Walk.hundredths(0, n) / 100.0;
    }
    return new ReadingRun(
        set.series().getFirst().serverId(),
        metric,
        "by-hand",
        Origin.MEASURED,
        Instant.now().getEpochSecond(),
        timestamps,
        values);
  }

  private static byte[] batch(SeriesSet set, String metric) {
    return ReadingBatchCodec.encode(List.of(run(set, metric)));
  }

  private static byte[] halfBad(SeriesSet set) {
    return ReadingBatchCodec.encode(List.of(run(set, "phlogiston"), run(set, "power")));
  }

  private static Connection connect(RunningPlatform platform) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(platform.brokerUri());
    return factory.newConnection("poison");
  }

  private static void publish(
      Channel channel, String exchange, byte[] body, Map<String, Object> headers) throws Exception {
    BasicProperties properties =
        new BasicProperties.Builder().deliveryMode(2).headers(headers).build();
    channel.basicPublish(exchange, "power", true, properties, body);
  }

  private static void assertStoredOnce(RunningPlatform platform, SeriesSet set, String what)
      throws Exception {
    platform.stored().awaitLast(set, IN_A_BATCH);
    Found found = platform.stored().find(set, IN_A_BATCH);
    System.out.printf("%s: sent %d, stored %d%n", what, IN_A_BATCH, found.stored());
    assertThat(found).isEqualTo(new Found(IN_A_BATCH, 0, 0, 0));
  }

  private static void replay(Api administrator, JsonNode letter) {
    administrator.post("/api/v1/dead-letters/" + id(letter) + "/replay", "", 204);
  }

  private static String id(JsonNode letter) {
    return letter.get("id").asString();
  }

  /** The dead letters that were not there before. */
  private record Letters(Api administrator, Set<String> before) {

    /** The one with this reason, and with this body where one is given. */
    JsonNode await(String reason, byte[] body) {
      return find(
          Api.await(
              "a dead letter: " + reason,
              SOON,
              () -> administrator.get("/api/v1/dead-letters?limit=100"),
              page -> find(page, reason, body) != null),
          reason,
          body);
    }

    private JsonNode find(JsonNode page, String reason, byte[] body) {
      for (JsonNode letter : page.get("items")) {
        if (!before.contains(id(letter))
            && letter.get("reason").asString().contains(reason)
            && (body == null
                || letter
                    .get("payloadBase64")
                    .asString("")
                    .equals(Base64.getEncoder().encodeToString(body)))) {
          return letter;
        }
      }
      return null;
    }

    /** Those from before and these. */
    Set<String> idsNow(JsonNode... known) {
      Set<String> ids = new TreeSet<>(before);
      for (JsonNode letter : known) {
        ids.add(id(letter));
      }
      return ids;
    }
  }
}
