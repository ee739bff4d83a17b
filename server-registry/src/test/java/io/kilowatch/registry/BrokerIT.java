package io.kilowatch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kilowatch.base.audit.AuditTrail;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.audit.AuditRecord;
import io.kilowatch.contracts.discovery.Announcement;
import io.kilowatch.contracts.discovery.Participant;
import io.kilowatch.contracts.discovery.Port;
import io.kilowatch.contracts.registry.RegistryEvent;
import io.kilowatch.local.DocumentStore;
import io.kilowatch.local.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the registry says over the broker, and what it hears. */
@ExtendWith(OutputCaptureExtension.class)
class BrokerIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Participants announce themselves every half minute. */
  private static final Duration NEXT_ANNOUNCEMENT = Duration.ofSeconds(45);

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static RunningRegistry registry;
  private static RabbitTemplate rabbit;
  private static JsonMapper json;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("broker"));
    DocumentStore store = DocumentStore.start(directory.resolve("documents"));
    registry = RunningRegistry.start(store, store.uri(), broker.uri());
    rabbit = registry.bean(RabbitTemplate.class);
    json = registry.bean(JsonMapper.class);
  }

  @AfterAll
  static void stop() {
    registry.close();
    broker.close();
  }

  @Test
  void changes_areToldAfterTheyAreWritten() throws Exception {
    Queue queue = new Queue("test.events", false);
    AmqpAdmin admin = registry.bean(AmqpAdmin.class);
    TopicExchange exchange = new TopicExchange(BrokerNames.REGISTRY_EXCHANGE);
    admin.declareExchange(exchange);
    admin.declareQueue(queue);
    admin.declareBinding(BindingBuilder.bind(queue).to(exchange).with("#"));
    Caller engineer = registry.newPerson("ENGINEER");

    String site =
        engineer
            .post("/api/v1/sites", RegistrySuite.siteRequest("Event site"))
            .expect(201)
            .get("id")
            .asString();
    JsonNode server =
        engineer.post("/api/v1/servers", RegistrySuite.serverRequest("web", site)).expect(201);
    String path = "/api/v1/servers/" + server.get("id").asString();
    engineer.patch(path, Map.of("sensorMode", "EXTERNAL")).expect(200);
    engineer.post(path + "/ingest-key", null).expect(201);
    engineer.delete(path).expect(204);
    engineer.post(path + "/restore", null).expect(200);
    engineer.post("/api/v1/auth/logout", null).expect(204);

    List<RegistryEvent> events = new ArrayList<>();
    while (events.isEmpty() || !events.getLast().type().equals(RegistryEvent.SESSION_REVOKED)) {
      Message message = rabbit.receive(queue.getName(), SOON.toMillis());
      assertThat(message).as("after %s", events).isNotNull();
      events.add(json.readValue(message.getBody(), RegistryEvent.class));
      assertThat(message.getMessageProperties().getReceivedRoutingKey())
          .isEqualTo(events.getLast().type());
    }
    assertThat(events)
        .extracting(RegistryEvent::type)
        .containsExactly(
            "site.created",
            "key.issued",
            "server.registered",
            "server.updated",
            "key.rotated",
            "key.revoked",
            "server.retired",
            "server.restored",
            "session.revoked");
    assertThat(json.writeValueAsString(events)).doesNotContain("kw_");
  }

  @Test
  void auditRecords_ofOthers_areKeptOnce_andListedNewestFirst() throws Exception {
    Instant at = Instant.parse("2026-01-02T03:04:05.678Z");
    for (int i = 0; i < 3; i++) {
      AuditRecord record =
          new AuditRecord(
              "record-" + i / 2,
              at.plusSeconds(i / 2),
              "packager-service",
              "u1",
              "Ada",
              "dead-letter.replayed",
              "d1",
              Map.of("readings.power", "7"));
      publish(BrokerNames.REGISTRY_EXCHANGE, AuditRecord.EVENT_TYPE, record);
    }
    rabbit.send(
        BrokerNames.REGISTRY_EXCHANGE,
        AuditRecord.EVENT_TYPE,
        MessageBuilder.withBody("not JSON".getBytes()).build());
    Caller administrator = registry.administrator();

    await().atMost(SOON).untilAsserted(() -> assertThat(packagers(administrator)).hasSize(2));
    JsonNode newest = packagers(administrator).getFirst();
    assertThat(newest.get("id").asString()).isEqualTo("record-1");
    assertThat(newest.get("details").get("readings.power").asString()).isEqualTo("7");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    registry.bean(AmqpAdmin.class).getQueueInfo("registry.audit").getMessageCount())
                .isZero());
  }

  @Test
  void auditTrail_ofAService_isConfirmedAndKept(CapturedOutput output) throws Exception {
    CurrentUser ada = new CurrentUser("u1", "ada@example.org", "Ada", "ADMIN", "s1");
    registry.bean(AuditTrail.class).record(ada, "test.confirmed", "subject-1", Map.of("a", "b"));
    Caller administrator = registry.administrator();

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(administrator.get("/api/v1/audit?limit=100").expect(200).get("items"))
                .anyMatch(record -> record.get("action").asString().equals("test.confirmed")));

    Thread.sleep(Duration.ofSeconds(6));
    assertThat(output).doesNotContain("the audit log may lack");
    registry.bean(AmqpAdmin.class).deleteQueue("test.events"); // it takes all there is
    registry.bean(AmqpAdmin.class).removeBinding(auditBinding());
    registry.bean(AuditTrail.class).record(ada, "test.lost", "subject-2", Map.of("c", "d"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          assertThat(output).contains("the audit log may lack this");
          assertThat(output).contains("\"action\":\"test.lost\"");
        });
    registry.bean(AmqpAdmin.class).declareBinding(auditBinding());
  }

  private static Binding auditBinding() {
    return BindingBuilder.bind(new Queue("registry.audit"))
        .to(new TopicExchange(BrokerNames.REGISTRY_EXCHANGE))
        .with(AuditRecord.EVENT_TYPE);
  }

  @Test
  void announcements_makeTheTopology(CapturedOutput output) throws Exception {
    registry.bean(AmqpAdmin.class).declareQueue(new Queue("readings.power"));
    rabbit.send("readings.power", MessageBuilder.withBody(new byte[] {1}).build());
    announce(
        new Participant(
            "ingestion-1",
            "ingestion",
            "ingestion-service",
            "Ingestion",
            "door-open",
            List.of(
                new Port("rate", "number", "readings a second", null, 50),
                new Port("readings", "reading", "over HTTP", null, null)),
            List.of(new Port("out", "reading-batch", "readings", "readings", null, 2.5))));
    announce(
        new Participant(
            "sensor-1",
            "power-sensor",
            "sensor-emulators/power",
            "web power",
            "bolt",
            List.of(),
            List.of(new Port("readings", "reading", "over HTTP", null, null))));
    announceAsText("{\"role\":\"lamp\",\"inports\":[],\"outports\":[]}"); // has no id
    // As MsgFlo has it: nothing says what passes, and the queue is no exchange.
    announceAsText(
        """
        {"id":"lamp-1","role":"tabletop","component":"example/Lamp","label":"Lamp",
         "icon":"lightbulb-o","inports":[{"id":"light","queue":"lamp.LIGHT"}],
         "outports":[{"id":"lit","queue":"lamp.LIT"}]}
        """);
    announce(
        new Participant(
            "packager-1",
            "packager",
            "packager-service",
            "Packager",
            "box",
            List.of(new Port("in", "reading-batch", "readings", "readings.power", null)),
            List.of()));
    announceAsText("null");
    Caller user = registry.person("USER");

    await()
        .atMost(NEXT_ANNOUNCEMENT)
        .untilAsserted(() -> {
          JsonNode topology = user.get("/api/v1/topology").expect(200);
          assertThat(topology.get("participants")).hasSize(5);
          assertThat(topology.get("connections")).hasSize(2);
        });
    assertThat(output).doesNotContain("listener failed");
    JsonNode topology = user.get("/api/v1/topology").expect(200);
    JsonNode ingestion = topology.get("participants").get(0);
    assertThat(topology.get("participants").get(3).get("role").asString())
        .isEqualTo("server-registry");
    assertThat(ingestion.get("state").asString()).isEqualTo("online");
    assertThat(ingestion.get("inports").get(0).get("value").asString()).isEqualTo("50");
    JsonNode connection = topology.get("connections").get(0);
    assertThat(connection.get("from").asString()).isEqualTo("ingestion-1");
    assertThat(connection.get("to").asString()).isEqualTo("packager-1");
    assertThat(connection.get("queue").asString()).isEqualTo("readings.power");
    assertThat(connection.get("backlog").asInt()).isEqualTo(1);
    assertThat(connection.get("messagesPerSecond").asDouble()).isEqualTo(2.5);
    assertThat(ingestion.get("outports").get(0).has("messagesPerSecond")).isFalse();
    JsonNode overHttp = topology.get("connections").get(1);
    assertThat(overHttp.get("from").asString()).isEqualTo("sensor-1");
    assertThat(overHttp.get("to").asString()).isEqualTo("ingestion-1");
    for (String unknown : List.of("exchange", "queue", "messagesPerSecond", "backlog")) {
      assertThat(overHttp.get(unknown).isNull()).as(unknown).isTrue();
    }
  }

  private static List<JsonNode> packagers(Caller administrator) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = administrator.get("/api/v1/audit?limit=2" + cursor).expect(200);
      page.get("items").forEach(found::add);
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());
    List<String> times = found.stream().map(r -> r.get("at").asString()).toList();
    assertThat(times).isSortedAccordingTo((a, b) -> Instant.parse(b).compareTo(Instant.parse(a)));
    return found.stream()
        .filter(r -> r.get("service").asString().equals("packager-service"))
        .toList();
  }

  private static void announce(Participant participant) {
    publish(BrokerNames.DISCOVERY_EXCHANGE, participant.role(), Announcement.of(participant));
  }

  /** As others may send it. */
  private static void announceAsText(String participant) {
    String announcement = "{\"protocol\":\"discovery\",\"command\":\"participant\",\"payload\":%s}";
    rabbit.send(
        BrokerNames.DISCOVERY_EXCHANGE,
        "x",
        MessageBuilder.withBody(announcement.formatted(participant).getBytes()).build());
  }

  private static void publish(String exchange, String routingKey, Object body) {
    rabbit.send(
        exchange, routingKey, MessageBuilder.withBody(json.writeValueAsBytes(body)).build());
  }
}
