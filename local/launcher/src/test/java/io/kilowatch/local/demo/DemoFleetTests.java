package io.kilowatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoFleetTests {
  private final List<String> sites = new ArrayList<>();
  private final List<String> servers = new ArrayList<>();
  private HttpServer platform;
  private int refusals;

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
        URI.create("http://127.0.0.1:" + platform.getAddress().getPort()), "a@b.c", "secret");
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

  private static void collection(HttpExchange exchange, List<String> items) throws IOException {
    if (!"Bearer t-1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{}");
    } else if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "{\"items\": [" + String.join(",", items) + "],\"nextCursor\":null}");
    } else {
      items.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      answer(exchange, 201, "{\"id\":\"id-" + items.size() + "\"}");
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
