package io.kilowatch.registry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.security.CurrentUser;
import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import io.kilowatch.registry.audit.AuditLog;
import io.kilowatch.registry.event.RegistryEvents;
import io.kilowatch.registry.key.IngestKeys;
import io.kilowatch.registry.revision.Revisions;
import io.kilowatch.registry.site.SiteStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.threeten.extra.MutableClock;
import tools.jackson.databind.JsonNode;

class ImportIT extends RegistrySuite {

  private static final String HEADER = "name,site,rack,cores,source,idle,peak\n";
  private static final CurrentUser ADA =
      new CurrentUser("u1", "ada@example.org", "Ada", "ENGINEER", "s1");

  private final Caller engineer = registry.person("ENGINEER");
  private final String site = newSite(engineer);

  ImportIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @Test
  void import_registersGoodRowsAndSaysWhatIsWrongWithTheOthers() throws Exception {
    JsonNode report = send(table(), "").expect(200);

    assertThat(report.get("accepted").asInt()).isEqualTo(2);
    assertThat(report.get("rejected").asInt()).isEqualTo(4);
    assertThat(results(report))
        .containsExactly(
            "2 registered []",
            "3 registered []",
            "4 rejected [name]",
            "5 rejected [cores]",
            "6 rejected [idle]",
            "7 rejected [site]");
    JsonNode first = report.get("rows").get(0);
    assertThat(first.get("ingestKey").asString()).startsWith("kw_");
    assertThat(
            engineer
                .get("/api/v1/servers/" + first.get("serverId").asString())
                .expect(200)
                .get("name")
                .asString())
        .isEqualTo("rack, one");
    assertThat(servers()).hasSize(2);
  }

  @Test
  void import_again_registersNothingTwice() throws Exception {
    send(table(), "").expect(200);

    JsonNode report = send(table(), "").expect(200);

    assertThat(report.get("accepted").asInt()).isZero();
    assertThat(servers()).hasSize(2);
  }

  @Test
  void import_dryRun_reportsTheSameAndWritesNothing() throws Exception {
    JsonNode report = send(table(), "?dryRun=true").expect(200);

    assertThat(report.get("accepted").asInt()).isEqualTo(2);
    assertThat(results(report)).contains("2 valid []", "4 rejected [name]");
    assertThat(servers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name,site\nweb,x\n",
        "name,site,rack,cores,source,idle,peak,colour\n",
        "name,name,rack,cores,source,idle,peak\n"
      })
  void import_ofSomethingElse_isRefused(String csv) throws Exception {
    send(csv, "").expectProblem(400, "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web,x", "web,x,R,1,GRID,1,2,3", "\"web,x,R,1,GRID,1,2", ","})
  void import_ofARowOfAnotherWidth_rejectsTheRow(String row) throws Exception {
    JsonNode report = send(HEADER + row + "\n", "").expect(200);

    assertThat(results(report)).containsExactly("2 rejected [row]");
  }

  @Test
  void import_onAStoreThatDies_tellsTheKeysSoFar() {
    String csv = threeAndAShortOne();

    ImportReport report = importTakingInserts(2).run(ADA, csv, false);

    assertThat(report.accepted()).isEqualTo(2);
    assertBrokenOffAfterTwo(report);
    assertThat(report.rows().subList(2, 4))
        .allMatch(row ->
            row.errors().getFirst().reason().contains("does not answer; send the table again"));
  }

  @Test
  void import_onAStoreThatDiesBeforeAnyKeyIsIssued_isToBeSentAgain() {
    String csv = HEADER + "a,%s,,1,GRID,1,2\n".formatted(site);

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> importTakingInserts(0).run(ADA, csv, false));
  }

  @Test
  void import_thatTakesTooLong_tellsTheKeysSoFar() throws Exception {
    String csv = threeAndAShortOne();

    ImportReport report = importTaking(Duration.ofSeconds(30)).run(ADA, csv, false);

    assertBrokenOffAfterTwo(report);
    assertThat(report.rows().subList(2, 4))
        .flatExtracting(ImportReport.Row::errors)
        .containsOnly(new FieldProblem("row", "was not reached; send the table again"));
    assertThat(results(send(csv, "").expect(200)))
        .containsExactly(
            "2 rejected [name]", "3 rejected [name]", "4 registered []", "5 rejected [row]");
  }

  /** In order to count some servers the local store looks through all of them. */
  @Test
  void import_looksServersUpAndCountsNone() {
    MongoTemplate known = registry.bean(MongoTemplate.class);
    List<String> commands = new ArrayList<>();
    try (MongoClient client = clientThatNotes(commands)) {
      ServerStore store =
          new ServerStore(
              new MongoTemplate(
                  new SimpleMongoClientDatabaseFactory(client, known.getDb().getName()),
                  known.getConverter()));

      commands.clear(); // a new template creates the indexes
      assertThat(store.nameTaken(site, "a")).isFalse();
      assertThat(store.occupied(site)).isFalse();

      assertThat(commands).containsExactly("find", "find");
    }
  }

  @Test
  void import_ofARowWithTheNameOfARejectedOne_registersIt() throws Exception {
    String csv = HEADER + "a,%1$s,,many,GRID,1,2\nA,%1$s,,1,GRID,1,2\n".formatted(site);

    assertThat(results(send(csv, "?dryRun=true").expect(200)))
        .containsExactly("2 rejected [cores]", "3 valid []");
    assertThat(results(send(csv, "").expect(200)))
        .containsExactly("2 rejected [cores]", "3 registered []");
  }

  @Test
  void import_asJson_isAnUnsupportedType() throws Exception {
    engineer.post("/api/v1/servers/import", "{}").expectProblem(415);
  }

  @Test
  void import_ofTooMuch_isRefused() throws Exception {
    send(HEADER + "x".repeat(1024 * 1024), "").expectProblem(413);
    send(HEADER + "w,s,r,1,GRID,1,2\n".repeat(5_001), "").expectProblem(413);
  }

  private ServerImport importTakingInserts(int inserts) {
    return importOn(
        new ServerStore(registry.bean(MongoTemplate.class)) {

          private int inserted;

          @Override
          Server insert(Server server) {
            if (inserted++ == inserts) {
              throw new DataAccessResourceFailureException("the store has died");
            }
            return super.insert(server);
          }
        },
        registry.bean(Clock.class));
  }

  /** So long for each server. */
  private ServerImport importTaking(Duration time) {
    MutableClock clock = stoppedClock();
    return importOn(
        new ServerStore(registry.bean(MongoTemplate.class)) {

          @Override
          Server insert(Server server) {
            clock.add(time);
            return super.insert(server);
          }
        },
        clock);
  }

  private ServerImport importOn(ServerStore store, Clock clock) {
    SiteStore sites = registry.bean(SiteStore.class);
    return new ServerImport(
        new Servers(
            store,
            sites,
            registry.bean(IngestKeys.class),
            registry.bean(Revisions.class),
            registry.bean(RegistryEvents.class),
            registry.bean(AuditLog.class),
            registry.bean(Clock.class)),
        store,
        sites,
        clock);
  }

  /** Notes what the server is asked for. */
  private MongoClient clientThatNotes(List<String> commands) {
    String uri = registry.bean(Environment.class).getRequiredProperty("spring.mongodb.uri");
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .addCommandListener(
                new CommandListener() {

                  @Override
                  public void commandStarted(CommandStartedEvent event) {
                    commands.add(event.getCommandName());
                  }
                })
            .build());
  }

  private String threeAndAShortOne() {
    return HEADER
        + "a,%1$s,,1,GRID,1,2\nb,%1$s,,1,GRID,1,2\nc,%1$s,,1,GRID,1,2\nd\n".formatted(site);
  }

  private static void assertBrokenOffAfterTwo(ImportReport report) {
    assertThat(report.rows().subList(0, 2))
        .allMatch(row -> row.ingestKey() != null && row.ingestKey().startsWith("kw_"));
    assertThat(report.rows().subList(2, 4))
        .extracting(ImportReport.Row::line, ImportReport.Row::name, ImportReport.Row::result)
        .containsExactly(tuple(4L, "c", "rejected"), tuple(5L, "d", "rejected"));
  }

  private String table() {
    return """
    Name,Site,Rack,Cores,Source,Idle,Peak
    "rack, one",%1$s,R1,64,GRID,90,400
    two,%1$s,,8,solar,20,80
    two,%1$s,,8,SOLAR,20,80
    three,%1$s,,many,GRID,20,80
    four,%1$s,,8,GRID,100,80
    five,nowhere,,8,GRID,20,80
    """
        .formatted(site);
  }

  private Caller.Answer send(String csv, String query) throws Exception {
    return engineer.send("POST", "/api/v1/servers/import" + query, csv, "text/csv");
  }

  private JsonNode servers() throws Exception {
    return engineer.get("/api/v1/servers?site=" + site).expect(200).get("items");
  }

  private static List<String> results(JsonNode report) {
    List<String> results = new ArrayList<>();
    report
        .get("rows")
        .forEach(row -> {
          List<String> fields = new ArrayList<>();
          row.get("errors").forEach(error -> fields.add(error.get("field").asString()));
          results.add(row.get("line").asInt() + " " + row.get("result").asString() + " " + fields);
        });
    return results;
  }
}
