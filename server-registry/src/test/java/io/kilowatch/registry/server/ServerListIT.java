package io.kilowatch.registry.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.registry.Caller;
import io.kilowatch.registry.RegistrySuite;
import io.kilowatch.registry.StoreKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ServerListIT extends RegistrySuite {

  private final Caller engineer = registry.person("ENGINEER");
  private final String site = newSite(engineer);

  ServerListIT(StoreKind kind) throws Exception {
    super(kind);
  }

  @BeforeEach
  void register() throws Exception {
    register("alpha", "R1", Map.of("team", "search", "tier", "1"));
    register("beta (old)", "R2", Map.of("team", "search"));
    register("gamma", "R2", Map.of("team", "maps"));
    engineer
        .delete(engineer.post("/api/v1/servers", serverRequest("delta", site)).header("Location"))
        .expect(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                 | alpha,beta (old),gamma",
        "state=retired      | delta",
        "state=all          | alpha,beta (old),delta,gamma",
        "q=AL               | alpha",
        "q=r2               | beta (old),gamma",
        "q=(old)            | beta (old)",
        "q=.*               | ''",
        "label=tier         | alpha",
        "label=team=search  | alpha,beta (old)",
        "label=team=nobody  | ''"
      })
  void list_filters(String query, String names) throws Exception {
    assertThat(String.join(",", names("&" + encoded(query)))).isEqualTo(names);
  }

  @Test
  void list_ofAnUnknownSite_isEmpty() throws Exception {
    assertThat(engineer.get("/api/v1/servers?site=nowhere").expect(200).get("items")).isEmpty();
  }

  @Test
  void list_pagesInOrder() throws Exception {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = engineer.get("/api/v1/servers?limit=1&site=" + site + cursor).expect(200);
      page.get("items").forEach(server -> all.add(server.get("name").asString()));
      cursor =
          page.get("nextCursor").isNull() ? "" : "&cursor=" + page.get("nextCursor").asString();
    } while (!cursor.isEmpty());

    assertThat(all).containsExactly("alpha", "beta (old)", "gamma");
  }

  @ParameterizedTest
  @CsvSource({"state=gone, state", "limit=-1, limit", "cursor=x, cursor", "q=a%00b, q"})
  void list_withABadParameter_namesIt(String query, String field) throws Exception {
    engineer.get("/api/v1/servers?" + query).expectProblem(400, field);
  }

  private void register(String name, String rack, Map<String, String> labels) throws Exception {
    Map<String, Object> request = serverRequest(name, site);
    request.put("rack", rack);
    request.put("labels", labels);
    engineer.post("/api/v1/servers", request).expect(201);
  }

  private List<String> names(String query) throws Exception {
    List<String> names = new ArrayList<>();
    engineer
        .get("/api/v1/servers?site=" + site + query)
        .expect(200)
        .get("items")
        .forEach(server -> names.add(server.get("name").asString()));
    return names;
  }

  private static String encoded(String query) {
    int equals = query.indexOf('=');
    return equals < 0
        ? query
        : query.substring(0, equals + 1)
            + URLEncoder.encode(query.substring(equals + 1), StandardCharsets.UTF_8);
  }
}
