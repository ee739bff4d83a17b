package io.kilowatch.ingestion.emoncms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.contracts.registry.DirectoryPage;
import io.kilowatch.contracts.registry.KeyScope;
import io.kilowatch.ingestion.Fixtures;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.http.UnfinishedBodies;
import io.kilowatch.ingestion.intake.Submission;
import io.kilowatch.ingestion.reading.ReadingLimits;
import io.kilowatch.ingestion.reading.ReadingRuns;
import io.kilowatch.ingestion.refusal.Refusal;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.mock.web.MockHttpServletRequest;

class EmoncmsPropertyTests {

  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Directory directory = new Directory(Stream::empty);

  EmoncmsPropertyTests() {
    directory.apply(new DirectoryPage(1, Fixtures.servers(), List.of(), Fixtures.keys()), NOW);
  }

  @Property
  void post_anyParameters_areReadOrRefused(
      @ForAll("forms") String form, @ForAll("texts") String data, @ForAll("texts") String time) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setParameter("node", "server-1");
    request.setParameter(form, data);
    request.setParameter("time", time);

    decode(new PostSubmission(parameters(request), new NodeNames(directory), CLOCK, 1000));
  }

  @Property
  void bulk_anyParameters_areReadOrRefused(
      @ForAll("references") String reference,
      @ForAll("texts") String data,
      @ForAll("texts") String time) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setParameter("data", data);
    request.setParameter(reference, time);

    decode(new BulkSubmission(parameters(request), new NodeNames(directory), CLOCK, 1000));
  }

  /** Found: a million digits were read in full, for seconds, before they were refused. */
  @Example
  void millisOfTime_aMillionDigits_isRefusedUnread() {
    String digits = "9".repeat(1_000_000);
    // What is loaded for the first refusal of all counts as allocated, too.
    assertRefused("9".repeat(100));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertRefused(digits);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
  }

  private static void assertRefused(String seconds) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> EmoncmsParameters.millisOfSeconds("sentat", seconds));
  }

  private void decode(Submission submission) {
    ReadingRuns runs =
        new ReadingRuns(
            NOW,
            Fixtures.key(Fixtures.SITE_KEY, KeyScope.SITE, Fixtures.SITE),
            Origin.MEASURED,
            id -> directory.server(id).orElse(null),
            new ReadingLimits(1000, Duration.ofMinutes(5), Duration.ofDays(3653)));
    try (submission) {
      submission.receive();
      submission.decode(runs);
      assertThat(runs.build().stream().mapToInt(run -> run.size()).sum())
          .isEqualTo(runs.accepted());
    } catch (Refusal e) {
      assertThat(e.why().status()).isBetween(400, 499);
      assertThat(e.detail().length()).isLessThan(600);
    }
  }

  private static EmoncmsParameters parameters(MockHttpServletRequest request) {
    return new EmoncmsParameters(
        request,
        new InFlightBytes(1_000_000),
        new InFlightBytes(300_000),
        new UnfinishedBodies(),
        8 * 1024 * 1024);
  }

  @Provide
  Arbitrary<String> forms() {
    return Arbitraries.of("fulljson", "json", "csv", "data");
  }

  @Provide
  Arbitrary<String> references() {
    return Arbitraries.of("time", "sentat", "offset");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(40),
        Arbitraries.strings().withChars("[]{},:\"'0123456789.-+eEnul power").ofMaxLength(40),
        Arbitraries.bigDecimals().map(Object::toString),
        Arbitraries.of(
            "1795377590",
            "1795377590.25",
            "2026-11-22T19:59:50Z",
            "0E2147483648",
            "0E-2147483647",
            "1E2147483647",
            "-0e39",
            "99999999999.999",
            "{power:100,co2:20.5}",
            "{\"power\":1e999,\"time\":\"0E2147483648\"}",
            "{\"power\":1,\"power\":2}",
            "{\"" + "p".repeat(300) + "\":1}",
            "[[520,\"server-1\",100],[530,\"server-1\",{\"power\":101}]]",
            "[[0E2147483648,\"server-1\",NaN]]",
            "[[1,2,null,\"0x1p3\"],[1e5,\"\\ud800\",{\"co2\":\"1d\"}]]",
            "[".repeat(50),
            ",".repeat(2000)));
  }
}
