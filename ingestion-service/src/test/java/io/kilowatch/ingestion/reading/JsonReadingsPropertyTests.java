package io.kilowatch.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.reading.ReadingRun;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.ingestion.Fixtures;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonReadingsPropertyTests {

  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00.700Z");
  private static final Map<String, ServerEntry> SERVERS =
      Fixtures.servers().stream().collect(Collectors.toMap(ServerEntry::id, Function.identity()));

  record Edit(int at, byte put) {}

  @Property
  void readDocument_anyBytes_isReadOrRefused(@ForAll byte[] body) {
    document(body);
  }

  @Property
  void readDocument_strangeOrChangedJson_isReadOrRefused(
      @ForAll("bodies") String body, @ForAll("edits") List<Edit> edits) {
    document(changed(body, edits));
  }

  @Property
  void readLines_anyBytes_rejectsLineByLine(@ForAll byte[] body) {
    lines(body);
  }

  @Property
  void readLines_strangeOrChangedJson_rejectsLineByLine(
      @ForAll("bodies") String body, @ForAll("edits") List<Edit> edits) {
    lines(changed(body, edits));
  }

  private static void document(byte[] body) {
    readDocument(body, runs()); // loads classes, if it is the first

    ReadingRuns runs = runs();
    long before = allocated();
    readDocument(body, runs);
    assertBounded(allocated() - before, body.length, runs.count());
  }

  private static void readDocument(byte[] body, ReadingRuns runs) {
    try {
      JsonReadings.readDocument(body, body.length, runs);
    } catch (Refusal e) {
      assertThat(e.why()).isEqualTo(RefusalCause.MALFORMED_BODY);
      assertThat(e.detail().length()).isLessThan(400);
    }
  }

  private static void lines(byte[] body) {
    JsonReadings.readLines(body, body.length, runs()); // loads classes, if it is the first

    ReadingRuns runs = runs();
    long before = allocated();
    JsonReadings.readLines(body, body.length, runs);
    assertBounded(allocated() - before, body.length, runs.count());

    String text = new String(body, StandardCharsets.ISO_8859_1);
    long lines =
        Arrays.stream(text.split("\n", -1)).filter(line -> !line.matches("[ \t\r]*")).count();
    assertThat(runs.count()).isEqualTo((int) lines);
    assertThat(runs.build().stream().mapToInt(ReadingRun::size).sum()).isEqualTo(runs.accepted());
    for (Rejection rejection : runs.rejections()) {
      assertThat(rejection.detail().length()).isLessThan(400);
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(rejection.detail())).isTrue();
    }
  }

  /**
   * A character takes up to eight bytes while its text grows, a reading a parser of its own and,
   * where it is rejected, an exception with its trace; the rest is the parser's buffers.
   */
  private static void assertBounded(long allocated, int length, int readings) {
    assertThat(allocated).isLessThan(2_000_000L + 32L * length + 16_000L * readings);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static ReadingRuns runs() {
    return new ReadingRuns(
        NOW,
        Fixtures.key(Fixtures.SITE_KEY, KeyScope.SITE, Fixtures.SITE),
        Origin.MEASURED,
        SERVERS::get,
        new ReadingLimits(50_000, Duration.ofMinutes(5), Duration.ofDays(3653)));
  }

  private static byte[] changed(String text, List<Edit> edits) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    for (Edit edit : edits) {
      if (body.length > 0) {
        body[edit.at() % body.length] = edit.put();
      }
    }
    return body;
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    Arbitrary<Byte> puts =
        Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.of((byte) '"', (byte) '\n', (byte) 0));
    return Combinators.combine(Arbitraries.integers().between(0, 1 << 16), puts)
        .as(Edit::new)
        .list()
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<String> joints = Arbitraries.of(",", ",\n", "\n", "\r\n", "\n\n", "", " ", ",,");
    Arbitrary<String> fronts = Arbitraries.of("", "[", "\ufeff", "\ufeff[", " \r\n");
    Arbitrary<String> ends = Arbitraries.of("", "]", "\n", "\r\n", "]]");
    Arbitrary<List<String>> items =
        Arbitraries.oneOf(readings(), readings(), values()).list().ofMaxSize(6);
    return Combinators.combine(fronts, items, joints, ends)
        .as((front, parts, joint, end) -> front + String.join(joint, parts) + end);
  }

  private static Arbitrary<String> readings() {
    Arbitrary<String> fields = Combinators.combine(names(), values()).as((n, v) -> n + ":" + v);
    Arbitrary<String> times = Arbitraries.of("1795377598000", "\"2026-11-22T19:59:58Z\"");
    return Combinators.combine(times, values(), fields.list().ofMaxSize(2))
        .as((time, value, more) ->
            "{\"serverId\":\"server-1\",\"metric\":\"power\",\"timestamp\":"
                + time
                + ",\"value\":"
                + value
                + more.stream().map(field -> "," + field).collect(Collectors.joining())
                + "}");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("\"serverId\"", "\"value\"", "\"\"", "\"\\ud83d\"", "value", "1");
  }

  private static Arbitrary<String> values() {
    Arbitrary<String> nested =
        Arbitraries.integers().between(1, 40).map(n -> "[".repeat(n) + "]".repeat(n));
    Arbitrary<String> objects =
        Arbitraries.integers()
            .between(1, 40)
            .map(n -> "{\"value\":".repeat(n) + "1" + "}".repeat(n));
    return Arbitraries.oneOf(
        nested,
        objects,
        Arbitraries.doubles().map(String::valueOf),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.strings().all().ofMaxLength(20).map(text -> "\"" + text + "\""),
        Arbitraries.of(
            "231.5",
            "-0",
            "-0.0",
            "1e999",
            "-1E-400",
            "1e99999999999",
            "01",
            "+1",
            "1.",
            ".5",
            "9".repeat(399),
            "9".repeat(401),
            "0." + "1".repeat(390),
            "NaN",
            "-Infinity",
            "+INF",
            "null",
            "true",
            "nul",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\x\"",
            "\"" + "x".repeat(70_000) + "\""));
  }
}
