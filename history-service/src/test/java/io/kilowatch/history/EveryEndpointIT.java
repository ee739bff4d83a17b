package io.kilowatch.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every endpoint: who may call, and what becomes of bad input. */
class EveryEndpointIT extends HistorySuite {

  EveryEndpointIT(HistoryPlatform platform) {
    super(platform);
  }

  @ParameterizedTest
  @CsvSource({
    "/servers/paged/readings?metric=power&from=x&to=2025-01-02T00:00:00Z, 400, from",
    "/servers/paged/readings?metric=power&from=2199-01-01T00:00:00Z, 400, from",
    "/servers/paged/readings?metric=volts&from=0&to=1, 400, metric",
    "/servers/paged/readings?metric=power&from=1&to=1, 400, from",
    "/servers/paged/readings?metric=power&from=0&to=9&limit=1001, 400, limit",
    "/servers/paged/readings?metric=power&from=0&to=9&limit=many, 400, limit",
    "/servers/paged/readings?metric=power&from=0&to=9&cursor=abc, 400, cursor",
    "/servers/paged/readings?metric=power&from=0&to=1767225600000, 400, to",
    "/servers/paged/readings?metric=power&from=0&to=9&order=random, 400, order",
    "/servers/paged/series?metric=power&from=0&to=9&points=0, 400, points",
    "/servers/paged/series?metric=power&from=0&to=9&points=10001, 400, points",
    "/servers/paged/series.csv?metric=power&from=0&to=9&points=-1, 400, points",
    "/servers/paged/totals?from=0&to=9&bucket=week, 400, bucket",
    "/servers/paged/totals?from=0&to=9&zone=Mars, 400, zone",
    "/servers/paged/totals?from=0&to=63072000000&bucket=hour, 400, to",
    "/fleet/totals?from=0&to=9&groupBy=colour, 400, groupBy",
    "/fleet/totals?from=0&to=9&groupBy=label:, 400, groupBy",
    "/servers/nobody/readings?metric=power&from=0&to=9, 404, ",
    "/servers/nobody/status, 404, ",
    "/servers/..%2f..%2fetc/status, 400, ",
    "/servers/a%00b/status, 400, ",
    "/servers/*/status, 404, ",
  })
  void badInput_anyEndpoint_isAProblemThatNamesTheField(String path, int status, String field) {
    HttpResponse<String> answer = service.get(path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (field != null) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("\"field\":\"" + field + "\"").contains("\"reason\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/servers/paged/status",
        "/fleet/latest",
        "/fleet/sensors",
        "/fleet/intensity",
        "/servers/paged/readings.csv?metric=power&from=0&to=9"
      })
  void noToken_anyEndpoint_is401(String path) {
    assertThat(service.anonymous(path).statusCode()).isEqualTo(401);
    assertThat(service.get(path, "Authorization", "Bearer " + registry.forgedToken()).statusCode())
        .isEqualTo(401);
    String expired = registry.token("USER", "s", Duration.ofMinutes(-1));
    assertThat(service.get(path, "Authorization", "Bearer " + expired).statusCode()).isEqualTo(401);
    assertThat(service.get(path, "Cookie", "kw_session=" + expired).statusCode()).isEqualTo(401);
  }

  @Test
  void serviceToken_isNoUser_is403() {
    // Issued by the registry for people, so this role does not fit and the token is none.
    String odd = registry.token("SERVICE");
    assertThat(service.get("/fleet/latest", "Authorization", "Bearer " + odd).statusCode())
        .isEqualTo(401);
    String own = registry.serviceToken();
    assertThat(service.get("/fleet/latest", "Authorization", "Bearer " + own).statusCode())
        .isEqualTo(403);
  }

  @Test
  void cookie_ofAUser_mayRead() {
    HttpResponse<String> answer =
        service.get("/fleet/latest", "Cookie", "kw_session=" + registry.token("USER"));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void openApi_withoutToken_describesTheEndpoints() {
    HttpResponse<String> answer = service.anonymous("/openapi");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("/api/v1/history/servers/{id}/series", "/api/v1/history/fleet/totals");
  }
}
