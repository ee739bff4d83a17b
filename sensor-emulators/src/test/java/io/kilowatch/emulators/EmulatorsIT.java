package io.kilowatch.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.task.TaskLoad;
import io.kilowatch.contracts.task.TaskLoads;
import io.kilowatch.emulators.Surroundings.Arrival;
import io.kilowatch.emulators.replica.Replicas;
import io.kilowatch.local.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two replicas of the whole service, a real broker, and servers that record what they are sent. */
class EmulatorsIT {

  private static final String SENSORS = "/api/v1/emulators/sensors";
  private static final String REPLAY = "/api/v1/emulators/replay";
  private static final List<String> FLEET = IntStream.range(0, 12).mapToObj(i -> "s" + i).toList();

  /** Near what a server draws with all cores in use, and far from what it does by itself. */
  private static final double FULL_WATTS = 0.95 * 469;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path directory;
  private static EmbeddedBroker broker;
  private static Surroundings surroundings;
  private static ConfigurableApplicationContext one;
  private static ConfigurableApplicationContext other;
  private static String engineer;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    surroundings = new Surroundings();
    engineer = surroundings.token("ENGINEER");
    FLEET.forEach(id -> surroundings.put(Fleet.emulated(id)));
    Files.createDirectory(directory.resolve("traces"));
    one = replica();
    other = replica();
    await(Duration.ofSeconds(20), () -> owners() == 2 && everybodyWasRead());
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    surroundings.close();
    broker.close();
    HTTP.close();
  }

  @Test
  void twoReplicas_shareTheServers_andNoReadingDiffers() throws Exception {
    long from = System.currentTimeMillis();
    Thread.sleep(5000);
    long until = System.currentTimeMillis() - 1000;

    List<Arrival> steady =
        surroundings.arrivals.entrySet().stream()
            .filter(
                entry -> entry.getKey().timestamp() > from && entry.getKey().timestamp() < until)
            .filter(entry -> entry.getKey().timestamp() % 1000 == 0)
            .filter(entry -> FLEET.contains(entry.getKey().serverId()))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(steady).hasSizeGreaterThan(FLEET.size() * 2 * 3);
    assertThat(steady).allSatisfy(arrival -> assertThat(arrival.times()).isEqualTo(1));
    assertThat(surroundings.arrivals.values()).noneMatch(Arrival::differed);
  }

  @Test
  void taskOfTheScheduler_fillsItsServer_alsoWhileTheSchedulerIsAway() {
    Instant now = Instant.now();
    TaskLoad whole = new TaskLoad("t1", "s5", 16, now, now.plusSeconds(600));
    surroundings.running = new TaskLoads(List.of(whole));
    await(Duration.ofSeconds(10), () -> surroundings.latest("s5", "power") > FULL_WATTS);
    double gramsPerHour = surroundings.latest("s5", "co2");

    surroundings.running = null;
    pause(3000);
    assertThat(surroundings.latest("s5", "power")).isGreaterThan(FULL_WATTS);

    surroundings.running = new TaskLoads(List.of());
    await(Duration.ofSeconds(10), () -> surroundings.latest("s5", "power") < FULL_WATTS);
    await(Duration.ofSeconds(5), () -> surroundings.latest("s5", "co2") < gramsPerHour);
    pause(5000); // A replica that took over now would read the change's time again, and know more.
  }

  @Test
  void registryEvents_startAndStopTheSensorsWithinASecondOrSo() {
    ServerEntry fresh = Fleet.emulated("fresh");
    Instant registeredAt = Instant.now();
    tell(RegistryEvent.ofServer(RegistryEvent.SERVER_REGISTERED, registeredAt, fresh));
    await(Duration.ofSeconds(5), () -> surroundings.times("fresh", "co2").length > 0);
    assertThat(surroundings.times("fresh", "power")[0] - registeredAt.toEpochMilli())
        .isBetween(0L, 1500L);

    Instant retiredAt = Instant.now();
    tell(
        RegistryEvent.ofServer(
            RegistryEvent.SERVER_RETIRED, retiredAt, Fleet.retired("fresh", retiredAt)));
    pause(3000);
    long[] times = surroundings.times("fresh", "power");
    assertThat(times[times.length - 1] - retiredAt.toEpochMilli()).isLessThan(1000);
    assertThat(get(one, SENSORS + "?server=fresh", engineer).path("items").size()).isZero();
  }

  @Test
  void patch_onTheReplicaThatHasNotTheSensor_reachesTheOneThatHas() {
    String id = sensorOwnedBy(other) + ".power";

    HttpResponse<String> answer =
        send(one, "PATCH", SENSORS + "/" + id, "{\"intervalMillis\":200}", engineer);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String server = id.substring(0, id.lastIndexOf('.'));
    await(
        Duration.ofSeconds(3),
        () -> Arrays.stream(surroundings.times(server, "power")).anyMatch(at -> at % 1000 == 200));
    assertThat(sensor(other, server).path("intervalMillis").asInt()).isEqualTo(200);
    send(other, "PATCH", SENSORS + "/" + id, "{\"intervalMillis\":1000}", engineer);
    await(Duration.ofSeconds(3), () -> sensor(one, server).path("intervalMillis").asInt() == 1000);
  }

  @Test
  void patches_ofOneSensorOnBothReplicasAtOnce_loseNothing() {
    String path = SENSORS + "/s6.co2";
    send(one, "PATCH", path, "{\"paused\":true}", engineer);
    for (int round = 1; round <= 10; round++) {
      int interval = 1000 * round;
      double noise = round / 100.0;
      CompletableFuture<?> slower =
          CompletableFuture.runAsync(
              () -> send(one, "PATCH", path, "{\"intervalMillis\":" + interval + "}", engineer));
      send(other, "PATCH", path, "{\"noise\":" + noise + "}", engineer);
      slower.join();
      await(
          Duration.ofSeconds(5),
          () ->
              Stream.of(one, other)
                  .map(replica -> sensor(replica, "s6", "co2"))
                  .allMatch(sensor ->
                      sensor.path("intervalMillis").asInt() == interval
                          && sensor.path("noise").asDouble() == noise));
    }
    send(one, "PATCH", path, "{\"intervalMillis\":1000,\"noise\":0,\"paused\":false}", engineer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"intervalMillis\":50}          | intervalMillis",
        "{\"intervalMillis\":3600001}     | intervalMillis",
        "{\"noise\":-0.1}                 | noise",
        "{\"offset\":1e300}               | offset",
        "{\"offset\":\"NaN\"}             | offset",
        "{\"fault\":\"melted\"}           | fault",
        "{\"paused\":\"perhaps\"}         | paused",
        "{\"colour\":\"green\"}           | colour",
      })
  void patch_badField_isRefusedByName(String body, String field) {
    HttpResponse<String> answer = send(one, "PATCH", SENSORS + "/s0.power", body, engineer);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("errors").path(0).path("field").asString())
        .isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH,/api/v1/emulators/sensors/s0.power,{},USER,403",
    "PATCH,/api/v1/emulators/sensors/s0.power,{},'',401",
    "GET,/api/v1/emulators/sensors,'','',401",
    "GET,/api/v1/emulators/sensors,'',USER,200",
    "GET,/api/v1/emulators/sensors?limit=0,'',USER,400",
    "GET,/api/v1/emulators/sensors?cursor=x,'',USER,400",
    "PATCH,/api/v1/emulators/sensors/nobody.power,{},ENGINEER,404",
    "PATCH,/api/v1/emulators/sensors/s0.volume,{},ENGINEER,404",
    "PATCH,/api/v1/emulators/sensors/s0.power,{broken,ENGINEER,400",
    "POST,/api/v1/emulators/replay,{},USER,403",
    "POST,/api/v1/emulators/replay,{},ENGINEER,400",
    "POST,/api/v1/emulators/replay,'{\"file\":\"../broker/password\"}',ENGINEER,400",
    "POST,/api/v1/emulators/replay,'{\"file\":\"t.csv\",\"speed\":0}',ENGINEER,400",
    "DELETE,/api/v1/emulators/replay,'',USER,403",
    "GET,/api/v1/emulators/openapi,'','',200",
  })
  void request_byWhomAndWhat_isAnswered(
      String method, String path, String body, String role, int status) throws Exception {
    String token = role.isEmpty() ? "" : surroundings.token(role);

    assertThat(send(one, method, path, body, token).statusCode()).isEqualTo(status);
  }

  @Test
  void list_inPages_hasEverySensorOnce() {
    List<String> ids = new ArrayList<>();
    JsonNode page = get(one, SENSORS + "?limit=7", engineer);
    page.path("items").forEach(item -> ids.add(item.path("id").asString()));
    while (page.path("nextCursor").isString()) {
      page = get(one, SENSORS + "?limit=7&cursor=" + page.path("nextCursor").asString(), engineer);
      page.path("items").forEach(item -> ids.add(item.path("id").asString()));
    }

    assertThat(ids).doesNotHaveDuplicates().contains("s0.co2", "s11.power");
    assertThat(ids).hasSizeGreaterThanOrEqualTo(24);
    JsonNode co2 = get(other, SENSORS + "?server=s3", engineer).path("items").path(0);
    assertThat(co2.path("origin").asString()).isEqualTo("emulated");
    assertThat(co2.path("basis").asString()).isEqualTo("synthetic");
    assertThat(co2.path("latest").path("value").asDouble()).isPositive();
  }

  @Test
  void ingestionAway_forAWhile_losesNothing() {
    Instant since = Instant.now();
    int before = surroundings.refused.get();
    surroundings.refuse.set(5);
    await(Duration.ofSeconds(20), () -> surroundings.refused.get() == before + 5);
    await(
        Duration.ofSeconds(10),
        () ->
            Arrays.stream(surroundings.times("s1", "power")).max().orElseThrow()
                > System.currentTimeMillis() - 1500);

    assertThat(FLEET).allSatisfy(id -> assertThat(surroundings.gaps(id, "power", since)).isEmpty());
  }

  @Test
  void replicaStops_theOtherGoesOnWithoutAGap() throws Exception {
    Instant since = Instant.now();
    ConfigurableApplicationContext third = replica();
    await(Duration.ofSeconds(10), () -> owners() == 3);
    String server = sensorOwnedBy(third);
    send(one, "PATCH", SENSORS + "/" + server + ".co2", "{\"offset\":7000}", engineer);
    third.close();
    pause(4000);

    assertThat(owners()).isEqualTo(2);
    assertThat(FLEET)
        .allSatisfy(id -> {
          assertThat(surroundings.gaps(id, "power", since)).isEmpty();
          long[] times = surroundings.times(id, "power");
          assertThat(times[times.length - 1]).isGreaterThan(System.currentTimeMillis() - 5000);
        });
    assertThat(sensor(other, server, "co2").path("latest").path("value").asDouble())
        .as("the change outlives its owner")
        .isGreaterThan(7000);
  }

  @Test
  void replay_originalTimestamps_sendsEveryRowOfEveryServer() throws Exception {
    StringBuilder trace = new StringBuilder("timestamp_utc,vm\n");
    Instant past = Instant.parse("2022-10-03T00:00:00Z");
    for (int row = 0; row < 100; row++) {
      trace.append(past.plusSeconds(300L * row)).append(",0.5\n");
    }
    Files.writeString(directory.resolve("traces/week.csv"), trace);

    HttpResponse<String> answer =
        send(
            one,
            "POST",
            REPLAY,
            "{\"file\":\"week.csv\",\"speed\":10000,\"timestamps\":\"original\"}",
            engineer);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    await(Duration.ofSeconds(15), () -> FLEET.stream().allMatch(id -> replayed(id, past) == 100));
    await(
        Duration.ofSeconds(5),
        () -> get(other, REPLAY, engineer).path("state").asString().equals("finished"));
    assertThat(send(one, "DELETE", REPLAY, "", engineer).statusCode()).isEqualTo(204);
    await(
        Duration.ofSeconds(5),
        () -> get(other, REPLAY, engineer).path("state").asString().equals("stopped"));
  }

  private static long replayed(String server, Instant past) {
    return Arrays.stream(surroundings.times(server, "power"))
        .filter(at -> at < past.plusSeconds(300 * 101).toEpochMilli())
        .count();
  }

  private static ConfigurableApplicationContext replica() throws IOException {
    return new SpringApplicationBuilder(EmulatorsApplication.class)
        .run(
            "--server.port=0",
            "--management.server.port=0",
            "--spring.rabbitmq.addresses=" + broker.uri(),
            "--kilowatch.registry-uri=" + surroundings.uri(),
            "--kilowatch.service-key-file=" + surroundings.serviceKeyFile(directory),
            "--kilowatch.service-jwks-file=" + surroundings.serviceJwksFile(directory),
            "--kilowatch.emulators.ingestion-uri=" + surroundings.uri(),
            "--kilowatch.emulators.scheduler-uri=" + surroundings.uri(),
            "--kilowatch.emulators.ingest-key=kw_test",
            "--kilowatch.emulators.trace-dir=" + directory.resolve("traces"));
  }

  private static boolean everybodyWasRead() {
    return FLEET.stream().allMatch(id -> surroundings.times(id, "co2").length > 0);
  }

  private static long owners() {
    return get(one, SENSORS, engineer)
        .path("items")
        .valueStream()
        .map(item -> item.path("replica").asString())
        .distinct()
        .count();
  }

  private static String sensorOwnedBy(ConfigurableApplicationContext replica) {
    String id = replica.getBean(Replicas.class).self();
    return get(one, SENSORS, engineer)
        .path("items")
        .valueStream()
        .filter(item -> item.path("replica").asString().equals(id))
        .map(item -> item.path("serverId").asString())
        .filter(FLEET::contains)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode sensor(ConfigurableApplicationContext replica, String server) {
    return sensor(replica, server, "power");
  }

  private static JsonNode sensor(
      ConfigurableApplicationContext replica, String server, String metric) {
    return get(replica, SENSORS + "?server=" + server, engineer)
        .path("items")
        .valueStream()
        .filter(item -> item.path("metric").asString().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static void tell(RegistryEvent event) {
    one.getBean(AmqpTemplate.class)
        .send(
            BrokerNames.REGISTRY_EXCHANGE,
            event.type(),
            MessageBuilder.withBody(JSON.writeValueAsBytes(event)).build());
  }

  private static JsonNode get(ConfigurableApplicationContext replica, String path, String token) {
    return JSON.readTree(send(replica, "GET", path, "", token).body());
  }

  private static HttpResponse<String> send(
      ConfigurableApplicationContext replica,
      String method,
      String path,
      String body,
      String token) {
    String port = replica.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(Duration patience, BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(patience);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("deadline").isBefore(deadline);
      pause(50);
    }
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
  }
}
