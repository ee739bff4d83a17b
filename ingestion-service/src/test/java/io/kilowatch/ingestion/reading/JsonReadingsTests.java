package io.kilowatch.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.registry.IngestKeyEntry;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.ingestion.Fixtures;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingsTests {

  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00.700Z");
  private static final Map<String, ServerEntry> SERVERS =
      Fixtures.servers().stream().collect(Collectors.toMap(ServerEntry::id, Function.identity()));
  private static final String GOOD =
      "{\"serverId\":\"server-1\",\"metric\":\"power\","
          + "\"timestamp\":\"2026-11-22T19:59:58Z\",\"value\":231.5}";

  @Test
  void readDocument_oneReading_isARunOfOne() {
    ReadingRuns runs = document(GOOD);

    assertThat(runs.rejections()).isEmpty();
    ReadingRun run = runs.build().getFirst();
    assertThat(run.serverId()).isEqualTo("server-1");
    assertThat(run.metric()).isEqualTo("power");
    assertThat(run.keyId()).isEqualTo(key().id());
    assertThat(run.origin()).isEqualTo(Origin.MEASURED);
    assertThat(run.rankSeconds()).isEqualTo(NOW.getEpochSecond());
    assertThat(run.timestampsMillis()).containsExactly(1795377598000L);
    assertThat(run.values()).containsExactly(231.5);
  }

  @Test
  void readDocument_manySeriesInAnyFieldOrder_areOneRunEach() {
    ReadingRuns runs =
        document(
            """
            [{"value":1,"timestamp":1795377598000,"metric":"power","serverId":"server-1"},
             {"serverId":"server-2","metric":"co2","timestamp":1795377598001,"value":2e2},
             {"metric":"power","serverId":"server-1","timestamp":1795377598002,"value":-0.0},
             {"serverId":"server\\u002d1","metric":"power","timestamp":1795377598003,"value":4},
             {"serverId":"server-1","metric":"co2","timestamp":1795377598004,"value":5.25}]
            """);

    assertThat(runs.rejections()).isEmpty();
    assertThat(runs.build())
        .extracting(run -> run.serverId() + " " + run.metric() + " " + run.size())
        .containsExactly("server-1 power 3", "server-2 co2 1", "server-1 co2 1");
    assertThat(runs.build().getFirst().values()).containsExactly(1, -0.0, 4);
    assertThat(runs.build().get(1).values()).containsExactly(200);
  }

  @Test
  void readDocument_sameTimestampTwice_keepsBoth() {
    ReadingRuns runs = document("[" + GOOD + "," + GOOD.replace("231.5", "232") + "]");

    assertThat(runs.build().getFirst().values()).containsExactly(231.5, 232);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "value":231.5     | "value":NaN         | NOT_FINITE      | value is not finite
          "value":231.5     | "value":Infinity    | NOT_FINITE      | value is not finite
          "value":231.5     | "value":-Infinity   | NOT_FINITE      | value is not finite
          "value":231.5     | "value":1e999       | NOT_FINITE      | value is not finite
          "value":231.5     | "value":-0.1        | OUT_OF_RANGE    | power must be from 0 to 10000000 W
          "value":231.5     | "value":10000000.1  | OUT_OF_RANGE    | power must be from 0 to 10000000 W
          "value":231.5     | "value":"231.5"     | WRONG_TYPE      | value must be a number
          "value":231.5     | "value":null        | WRONG_TYPE      | value must be a number
          "value":231.5     | "value":{"a":[1]}   | WRONG_TYPE      | value must be a number
          ,"value":231.5    |                     | MISSING_FIELD   | missing field "value"
          "value":231.5     | "value":1,"value":2 | DUPLICATE_FIELD | duplicate field "value"
          "value":231.5     | "value":1,"unit":{"a":["W"]} | UNKNOWN_FIELD | unknown field "unit"
          "power"           | "warmth"            | UNKNOWN_METRIC  | unknown metric "warmth"
          "power"           | 7                   | WRONG_TYPE      | metric must be a string
          "server-1"        | "server-x"          | UNKNOWN_SERVER  | unknown server "server-x"
          "server-1"        | "../../etc/passwd"  | UNKNOWN_SERVER  | unknown server "../../etc/passwd"
          "server-1"        | 1                   | WRONG_TYPE      | serverId must be a string
          "server-1"        | "retired-1"         | RETIRED_SERVER  | server is retired
          "server-1"        | "elsewhere-1"       | NOT_ENTITLED    | key not entitled to server
          "2026-11-22T19:59:58Z" | "2026-11-22T20:05:01Z" | IN_THE_FUTURE | timestamp is more than 300 s in the future
          "2026-11-22T19:59:58Z" | "2016-11-20T00:00:00Z" | TOO_OLD   | timestamp is older than the 3653 days that are kept
          "2026-11-22T19:59:58Z" | 1795377598      | TOO_OLD         | timestamp is older than the 3653 days that are kept
          "2026-11-22T19:59:58Z" | "yesterday"     | BAD_TIMESTAMP   | timestamp must be RFC 3339 with an offset, or whole milliseconds since 1970
          "2026-11-22T19:59:58Z" | "2026-11-22T19:59:58" | BAD_TIMESTAMP | timestamp must be RFC 3339 with an offset, or whole milliseconds since 1970
          "2026-11-22T19:59:58Z" | 1795377598000.5 | BAD_TIMESTAMP   | timestamp must be RFC 3339 with an offset, or whole milliseconds since 1970
          "2026-11-22T19:59:58Z" | 99999999999999999999 | BAD_TIMESTAMP | timestamp must be RFC 3339 with an offset, or whole milliseconds since 1970
          "2026-11-22T19:59:58Z" | true            | BAD_TIMESTAMP   | timestamp must be RFC 3339 with an offset, or whole milliseconds since 1970
          """)
  void readDocument_badNeighbour_isRejectedAloneWithItsReason(
      String from, String to, RejectReason reason, String detail) {
    String bad = GOOD.replace(from, to == null ? "" : to);

    ReadingRuns runs = document("[" + GOOD + "," + bad + "," + GOOD + "]");

    assertThat(runs.rejections()).containsExactly(new Rejection(1, reason, detail));
    assertThat(runs.accepted()).isEqualTo(2);
    assertThat(runs.build().getFirst().size()).isEqualTo(2);
  }

  @Test
  void readDocument_elementsThatAreNoObjects_areRejectedAlone() {
    ReadingRuns runs = document("[1,\"a\",null,[[]]," + GOOD + ",{}]");

    assertThat(runs.accepted()).isEqualTo(1);
    assertThat(runs.rejections()).extracting(Rejection::index).containsExactly(0, 1, 2, 3, 5);
    assertThat(runs.rejections().getLast().detail()).isEqualTo("missing field \"serverId\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "7",
        "\"text\"",
        "null",
        "[",
        "{",
        "[{\"serverId\":\"server-1\"",
        "[1,]",
        "{'serverId':'server-1'}",
        "{} {}",
        "[] x",
        "\u0000",
        "{\"value\":01}"
      })
  void readDocument_malformed_isRefusedAsAWhole(String body) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> document(body))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.MALFORMED_BODY));
  }

  @Test
  void readDocument_malformedInTheMiddle_namesThePosition() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> document("[" + GOOD + ",\n" + GOOD.replace("231.5", "2x") + "]"))
        .withMessageContaining("line 2, column");
  }

  @Test
  void readDocument_deeplyNested_isRefused() {
    String deep = "[".repeat(100_000);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> document("[{\"x\":" + deep))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.MALFORMED_BODY));
  }

  @Test
  void readDocument_endlessNumber_isRefused() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> document(GOOD.replace("231.5", "9".repeat(100_000))))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.MALFORMED_BODY));
  }

  @Test
  void readDocument_oneReadingTooMany_isRefused() {
    String body =
        IntStream.rangeClosed(0, 50_000)
            .mapToObj(i -> "{}")
            .collect(Collectors.joining(",", "[", "]"));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> document(body))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.TOO_MANY_READINGS));
  }

  @Test
  void readLines_badLines_leaveTheOthers() {
    ReadingRuns runs =
        lines(
            GOOD
                + "\r\n\n"
                + GOOD.substring(0, 40)
                + "\n"
                + GOOD
                + GOOD
                + "\n  \n"
                + GOOD
                + "\n[]\nx\n"
                + GOOD);

    assertThat(runs.accepted()).isEqualTo(3);
    assertThat(runs.rejections())
        .extracting(r -> r.index() + " " + r.reason())
        .containsExactly("1 MALFORMED", "2 MALFORMED", "4 WRONG_TYPE", "5 MALFORMED");
  }

  @Test
  void readLines_manyDistinctServers_areFoundAgain() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      body.append(GOOD.replace("server-1", "unknown-" + i % 1_000)).append('\n');
      body.append(GOOD).append('\n');
    }

    ReadingRuns runs = lines(body.toString());

    assertThat(runs.accepted()).isEqualTo(2_000);
    assertThat(runs.rejectedByReason()).containsExactly(entry(RejectReason.UNKNOWN_SERVER, 2_000));
    assertThat(runs.build()).hasSize(1);
  }

  @Test
  void readLines_manyBadLines_areAllCountedAndTheFirstTold() {
    ReadingRuns runs = lines("x\n".repeat(49_999) + "1\n");

    assertThat(runs.accepted()).isZero();
    assertThat(runs.rejected()).isEqualTo(50_000);
    assertThat(runs.rejectedByReason())
        .containsOnly(entry(RejectReason.MALFORMED, 49_999), entry(RejectReason.WRONG_TYPE, 1));
    assertThat(runs.rejections())
        .extracting(Rejection::index)
        .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 65_536})
  void readDocument_overlongServerId_isRejectedWithoutALookup(int length) {
    ReadingRuns runs =
        runs(
            key(),
            id -> {
              throw new AssertionError("looked up");
            });

    read(GOOD.replace("server-1", "x".repeat(length)), runs);

    assertThat(runs.rejections())
        .containsExactly(
            new Rejection(
                0, RejectReason.UNKNOWN_SERVER, "unknown server \"" + "x".repeat(40) + "...\""));
  }

  @Test
  void readDocument_halfASurrogatePair_isQuotedSoThatItCanBeWritten() {
    ReadingRuns runs = document(GOOD.replace("server-1", "a\\ud83d"));

    assertThat(runs.rejections())
        .extracting(Rejection::detail)
        .containsExactly("unknown server \"a?\"");
  }

  @Test
  void readLines_unreadableLine_isNotRepeatedWhole() {
    ReadingRuns runs = lines("x".repeat(10_000));

    assertThat(runs.rejections().getFirst().detail())
        .startsWith("line is no JSON: Unrecognized token 'xxx")
        .endsWith("...")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({
    "SERVER, server-1, server-1, true",
    "SERVER, server-1, server-2, false",
    "SERVER, emulated-1, emulated-1, true",
    "SERVER, emulated-1, server-1, false",
    "SITE, site-1, server-2, true",
    "SITE, site-1, emulated-1, true",
    "SITE, site-1, elsewhere-1, false",
    "EMULATORS, '', emulated-1, true",
    "EMULATORS, '', server-1, false"
  })
  void readDocument_key_isEntitledByScopeAndMode(
      KeyScope scope, String scopeId, String server, boolean entitled) {
    ReadingRuns runs = runs(Fixtures.key("kw_x", scope, scopeId));
    read(GOOD.replace("server-1", server), runs);

    assertThat(runs.accepted()).isEqualTo(entitled ? 1 : 0);
  }

  private static ReadingRuns document(String body) {
    ReadingRuns runs = runs(key());
    read(body, runs);
    return runs;
  }

  private static void read(String body, ReadingRuns runs) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    JsonReadings.readDocument(bytes, bytes.length, runs);
  }

  private static ReadingRuns lines(String body) {
    ReadingRuns runs = runs(key());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    JsonReadings.readLines(bytes, bytes.length, runs);
    return runs;
  }

  private static IngestKeyEntry key() {
    return Fixtures.key(Fixtures.SITE_KEY, KeyScope.SITE, Fixtures.SITE);
  }

  private static ReadingRuns runs(IngestKeyEntry key) {
    return runs(key, SERVERS::get);
  }

  private static ReadingRuns runs(IngestKeyEntry key, ServerLookup servers) {
    return new ReadingRuns(
        NOW,
        key,
        Origin.MEASURED,
        servers,
        new ReadingLimits(50_000, Duration.ofMinutes(5), Duration.ofDays(3653)));
  }
}
