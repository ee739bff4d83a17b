package io.kilowatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFleetTests {
  @TempDir Path directory;
  private final List<String> sites = new ArrayList<>();
  private final List<String> servers = new ArrayList<>();
  private HttpServer platform;
  private int refusals;
  private int room = Integer.MAX_VALUE;

  @BeforeEach
  void start() throws IOException {
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    platform.createContext("/api/v1/auth/token", this::token);
    platform.createContext("/api/v1/sites", exchange -> collection(exchange, sites));
    platform.createContext("/api/v1/servers", exchange -> collection(exchange, servers));
    platform.start();
  }

  @AfterEach
  void stop() {
    platform.stop(0);
  }

  @Test
  void createIfEmpty_onFreshPlatform_createsSitesAndServers() {
    assertThat(fleet().createIfEmpty()).isEqualTo("24 servers in 6 sites created");
    assertThat(sites)
        .hasSize(6)
        .anySatisfy(site -> assertThat(site).contains("\"gridZone\":\"US-CAL-CISO\""));
    assertThat(servers)
        .hasSize(24)
        .allSatisfy(server ->
            assertThat(server)
                .containsPattern("\"powerCurveWatts\":\\[[0-9.]+(,[0-9.]+){10}\\]")
                .containsPattern("\"siteId\":\"id-[1-6]\"")
                .contains("\"specpower\":\"power_ssj2008-"));
  }

  @Test
  void createIfEmpty_withSites_leavesThemAlone() {
    sites.add("{\"name\":\"mine\"}");
    assertThat(fleet().createIfEmpty()).isEqualTo("there are sites already");
    assertThat(servers).isEmpty();
  }

  @Test
  void createIfEmpty_afterOneThatWasBrokenOff_createsTheRest() {
    for (int had : List.of(3, 10)) {
      room = had;
      assertThatIllegalStateException().isThrownBy(() -> fleet().createIfEmpty());
    }
    room = Integer.MAX_VALUE;

    assertThat(fleet().createIfEmpty()).isEqualTo("24 servers in 6 sites created");

    assertThat(sites).hasSize(6);
    assertThat(servers).hasSize(24);
    sites.removeFirst();
    assertThat(fleet().createIfEmpty()).isEqualTo("there are sites already");
  }

  @Test
  void createIfEmpty_whilePlatformSays503_triesAgain() {
    refusals = 2;
    assertThat(fleet().createIfEmpty()).startsWith("24 servers");
  }

  @Test
  void curves_riseFromIdleToPeak() throws IOException {
    for (Map<String, String> curve : Table.read("curves.csv")) {
      List<Double> watts = new ArrayList<>();
      for (String value : curve.get("watts").split(" ")) {
        watts.add(Double.valueOf(value));
      }
      assertThat(watts).as(curve.get("model")).hasSize(11).isSorted();
    }
  }

  private DemoFleet fleet() {
    return new DemoFleet(
        URI.create("http://127.0.0.1:" + platform.getAddress().getPort()),
        "a@b.c",
        "secret",
        directory.resolve("demo-fleet.begun"));
  }

  private void token(HttpExchange exchange) throws IOException {
    if (refusals > 0) {
      refusals--;
      answer(exchange, 503, "{}");
      return;
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(body).isEqualTo("{\"email\":\"a@b.c\",\"password\":\"secret\"}");
    answer(exchange, 200, "{\"access_token\" : \"t-1\",\"token_type\":\"Bearer\"}");
  }

  private void collection(HttpExchange exchange, List<String> items) throws IOException {
    if (!"Bearer t-1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{}");
    } else if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "{\"items\": [" + String.join(",", items) + "],\"nextCursor\":null}");
    } else if (items.size() >= room) {
      answer(exchange, 500, "{}");
    } else {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String item = "{\"id\":\"id-" + (items.size() + 1) + "\"," + body.substring(1);
      items.add(item);
      answer(exchange, 201, item);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
