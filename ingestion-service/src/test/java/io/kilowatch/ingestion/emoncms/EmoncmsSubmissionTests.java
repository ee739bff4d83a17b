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
import io.kilowatch.ingestion.reading.Rejection;
import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class EmoncmsSubmissionTests {

  /** 1,795,377,600 seconds since 1970. */
  private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final Directory directory = new Directory(Stream::empty);
  private final InFlightBytes inFlight = new InFlightBytes(1_000_000);
  private final InFlightBytes keyless = new InFlightBytes(300_000);
  private final MockHttpServletRequest request = new MockHttpServletRequest();

  @BeforeEach
  void load() {
    directory.apply(new DirectoryPage(1, Fixtures.servers(), List.of(), Fixtures.keys()), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          json     | {power:100,co2:20.5}
          json     | {"power":100, "co2": 20.5}
          json     | power:100,co2:20.5
          fulljson | {"power":100,"co2":"20.5"}
          csv      | 100,20.5
          csv      | 100, 20.5
          data     | 100,20.5
          data     | {power:100,co2:20.5}
          """)
  void post_eachForm_isPowerAndCo2(String form, String data) {
    request.setParameter("node", "server-1");
    request.setParameter("time", "1795377590");
    request.setParameter(form, data);

    assertThat(readings(post()))
        .containsExactly("server-1 power 1795377590000 100.0", "server-1 co2 1795377590000 20.5");
  }

  @ParameterizedTest
  @CsvSource({
    ", 1795377600000",
    "1795377590, 1795377590000",
    "1795377590.25, 1795377590250",
    "2026-11-22T19:59:50Z, 1795377590000"
  })
  void post_time_isSecondsOrIsoOrNow(String time, long millis) {
    request.setParameter("node", "server-1-name");
    request.setParameter("json", "{power:1}");
    if (time != null) {
      request.setParameter("time", time);
    }

    assertThat(readings(post())).containsExactly("server-1 power " + millis + " 1.0");
  }

  /** Its digits alone would take many seconds to become a number. */
  @Test
  @Timeout(10)
  void post_timeOfAMillionDigits_isRefusedUnread() {
    request.setParameter("node", "server-1");
    request.setParameter("json", "{power:1}");
    request.setParameter("time", "1".repeat(1_000_000));

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> runs(post()))
        .withMessageContaining("time must be seconds");
  }

  @Test
  void post_timeInsideFullJson_isTheTime() {
    request.setParameter("node", "server-1");
    request.setParameter("fulljson", "{\"time\":1795377590,\"power\":1}");

    assertThat(readings(post())).containsExactly("server-1 power 1795377590000 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          json     | {power:1,warmth:2}  | unknown metric "warmth"
          json     | {power:1,co2:x}     | value is not numeric: "x"
          json     | {power:1,co2:}      | value is not numeric: ""
          json     | {power:1,temperature:70F} | value is not numeric: "70F"
          json     | {power:1,:2}        | unknown metric ""
          csv      | 1,2,3               | only the first two values of a node have a meaning without a name: power, co2
          csv      | 1,                  | value is not numeric: ""
          json     | {power:1,power:2}   | duplicate field "power"
          data     | power:1,2           | duplicate field "power"
          fulljson | {"power":1,"co2":"NaN"} | value is not finite
          """)
  void post_whatEmoncmsWouldDrop_isRejectedWithAReason(String form, String data, String reason) {
    request.setParameter("node", "server-1");
    request.setParameter(form, data);

    ReadingRuns runs = runs(post());

    assertThat(runs.rejections()).extracting(Rejection::detail).containsExactly(reason);
    assertThat(runs.accepted()).isGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          node=server-1                                  | send exactly one
          json={power:1}                                 | parameter node is missing
          node=server-1&json={power:1}&csv=1             | send exactly one
          node=server-1&json={power:1}&time=noon         | time must be seconds
          node=server-1&json={power:1}&time=1e400        | time must be seconds
          node=server-1&json={power:1}&tiem=1795377590   | unknown parameter "tiem"
          node=server-1&fulljson={power:1}               | parameter fulljson cannot be read
          node=server-1&fulljson=[1]                     | parameter fulljson cannot be read
          node=server-1&fulljson={"power":[1]}           | power must be a number or a string
          node=server-1&fulljson={"power":1,"power":2}   | parameter fulljson cannot be read
          """)
  void post_unclear_isRefusedWithAReason(String query, String reason) {
    for (String parameter : query.split("&")) {
      request.addParameter(parameter.split("=", 2)[0], parameter.split("=", 2)[1]);
    }

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> runs(post()))
        .withMessageContaining(reason);
    assertThat(inFlight.current()).isZero();
  }

  /** What has to be seen is that the end, which is no JSON, has not been read. */
  @Test
  void post_moreInputsThanReadingsInFullJson_isRefusedOnceItIsTooMany() {
    request.setParameter("node", "server-1");
    request.setParameter(
        "fulljson",
        IntStream.rangeClosed(0, 50_000)
            .mapToObj(input -> "\"i" + input + "\":1")
            .collect(Collectors.joining(",", "{", ",!")));

    assertTooManyReadings();
  }

  @Test
  void post_millionsOfPairs_areNotHeldAtOnce() {
    request.setParameter("node", "server-1");
    request.setParameter("csv", "1,".repeat(4_000_000));
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();

    assertTooManyReadings();

    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(64 * 1024 * 1024);
  }

  private void assertTooManyReadings() {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> runs(post()))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.TOO_MANY_READINGS));
  }

  @ParameterizedTest
  @CsvSource({
    ", , 1795377590000, 1795377600000",
    "sentat, 543, 1795377587000, 1795377597000",
    "offset, -10, 1795378140000, 1795378150000",
    "time, 1795377000, 1795377530000, 1795377540000"
  })
  void bulk_eachReference_placesTheFrames(String name, String value, long first, long last) {
    request.setParameter("data", "[[530,\"server-1\",100],[540,\"server-1\",{\"power\":101}]]");
    if (name != null) {
      request.setParameter(name, value);
    }
    ReadingRuns runs = runs(bulk());

    assertThat(runs.rejections().size() + runs.accepted()).isEqualTo(2);
    if (runs.rejections().isEmpty()) {
      assertThat(runs.build().getFirst().timestampsMillis()).containsExactly(first, last);
    } else {
      assertThat(last).isGreaterThan(NOW.plusSeconds(300).toEpochMilli());
      assertThat(runs.rejections().getFirst().detail()).contains("in the future");
    }
  }

  @Test
  void bulk_nullsAndSeveralNames_keepTheirPlaces() {
    request.setParameter(
        "data", "[[0,\"server-1\",null,20],[1,\"server-1\",{\"power\":1,\"co2\":2}]]");

    assertThat(readings(bulk()))
        .containsExactly(
            "server-1 co2 1795377599000 20.0",
            "server-1 co2 1795377600000 2.0",
            "server-1 power 1795377600000 1.0");
  }

  @Test
  void bulk_valueTwiceInAFrame_isRejectedWithAReason() {
    request.setParameter(
        "data",
        "[[0,\"server-1\",1,{\"power\":2}],[0,\"server-2\",{\"power\":3}],[1,\"server-2\",4]]");

    ReadingRuns runs = runs(bulk());

    assertThat(runs.rejections())
        .extracting(Rejection::detail)
        .containsExactly("duplicate field \"power\"");
    assertThat(runs.accepted()).isEqualTo(3);
  }

  @Test
  void bulk_lastFrameOfNulls_isNowAllTheSame() {
    request.setParameter("data", "[[0,\"server-1\",1],[10,\"server-1\",null]]");

    assertThat(readings(bulk())).containsExactly("server-1 power 1795377590000 1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {}                          | must be an array of frames
          [1]                         | a frame must be an array
          [[]]                        | a frame needs a time, a node
          [[0,"server-1"]]            | a frame needs a time, a node
          [[0,"server-1",[1]]]        | a value must be a number
          [[0,{"a":1},1]]             | a frame's node must be a number or a string
          [["x","server-1",1]]        | a frame's time must be seconds
          [[0,"server-1",1]           | cannot be read
          [[0,"server-1",1]] []       | more after its end
          """)
  void bulk_malformed_isRefusedWithAReason(String data, String reason) {
    request.setParameter("data", data);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> runs(bulk()))
        .withMessageContaining(reason);
  }

  @Test
  void bulk_nodeNameOfTwoServers_isUnknownUnlessTheKeysSiteTellsThemApart() {
    request.setParameter("data", "[[0,\"server-1-name\",1]]");

    assertThat(readings(bulk())).containsExactly("server-1 power 1795377600000 1.0");
  }

  @Test
  void presentedKey_headerOrParameter_isFound() {
    request.setParameter("apikey", "kw_parameter");
    assertThat(post().presentedKey()).isEqualTo("kw_parameter");

    request.addHeader("Authorization", "Bearer kw_bearer");
    assertThat(post().presentedKey()).isEqualTo("kw_bearer");

    request.addHeader("X-API-Key", "kw_header");
    assertThat(post().presentedKey()).isEqualTo("kw_header");
  }

  @Test
  void presentedKey_inTheQuery_leavesTheFormUnread() {
    form(1_000_000);
    request.setQueryString("node=server-1&apikey=kw_query");

    assertThat(post().presentedKey()).isEqualTo("kw_query");
    assertThat(keyless.current()).isZero();
  }

  @Test
  void presentedKey_inAForm_takesRoomOfItsOwn() {
    form(200_000);
    request.setParameter("apikey", "kw_form");
    Submission first = post();
    assertThat(first.presentedKey()).isEqualTo("kw_form");
    assertThat(keyless.current()).isEqualTo(200_000);
    assertThat(inFlight.current()).isZero();

    assertKeyRefused(RefusalCause.BUSY);

    first.close();
    assertThat(keyless.current()).isZero();
    assertThat(post().presentedKey()).isEqualTo("kw_form");
  }

  @Test
  void presentedKey_inALargeForm_isNotLookedFor() {
    form(256 * 1024 + 1);

    assertKeyRefused(RefusalCause.BODY_TOO_LARGE);
    assertThat(keyless.current()).isZero();
  }

  @Test
  void form_ofUnknownLength_isRefusedWithAndWithoutAKey() {
    form(0);
    request.setContent(null);
    assertKeyRefused(RefusalCause.LENGTH_REQUIRED);

    request.addHeader("X-API-Key", "kw_header");
    assertThat(post().presentedKey()).isEqualTo("kw_header");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> runs(post()))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.LENGTH_REQUIRED));
  }

  private void form(int length) {
    request.setMethod("POST");
    request.setContentType("application/x-www-form-urlencoded");
    request.setContent(new byte[length]);
  }

  private void assertKeyRefused(RefusalCause why) {
    try (Submission submission = post()) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(submission::presentedKey)
          .satisfies(e -> assertThat(e.why()).isEqualTo(why));
    }
  }

  private Submission post() {
    return new PostSubmission(parameters(), new NodeNames(directory), clock, 50_000);
  }

  private Submission bulk() {
    return new BulkSubmission(parameters(), new NodeNames(directory), clock, 50_000);
  }

  private EmoncmsParameters parameters() {
    return new EmoncmsParameters(
        request, inFlight, keyless, new UnfinishedBodies(), 8 * 1024 * 1024);
  }

  private ReadingRuns runs(Submission submission) {
    ReadingRuns runs =
        new ReadingRuns(
            NOW,
            Fixtures.key(Fixtures.SITE_KEY, KeyScope.SITE, Fixtures.SITE),
            Origin.MEASURED,
            id -> directory.server(id).orElse(null),
            new ReadingLimits(50_000, Duration.ofMinutes(5), Duration.ofDays(3653)));
    try (submission) {
      submission.receive();
      submission.decode(runs);
    }
    return runs;
  }

  private List<String> readings(Submission submission) {
    ReadingRuns runs = runs(submission);
    assertThat(runs.rejections()).isEmpty();
    List<String> readings = new ArrayList<>();
    runs.build()
        .forEach(run -> {
          for (int i = 0; i < run.size(); i++) {
            readings.add(
                run.serverId()
                    + " "
                    + run.metric()
                    + " "
                    + run.timestampsMillis()[i]
                    + " "
                    + run.values()[i]);
          }
        });
    return readings;
  }
}
