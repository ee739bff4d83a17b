package io.kilowatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

@ExtendWith(OutputCaptureExtension.class)
class ProblemsTests {
  @Test
  void handle_ofUnexpectedFailure_logsNoQuery(CapturedOutput output) {
    String address = "/input/post?apikey=kw_secret&node=a";
    IllegalStateException failure = new IllegalStateException("no answer to " + address);
    failure.addSuppressed(new IllegalStateException("checkpoint: HTTP GET \"" + address + "\""));
    MockServerWebExchange exchange =
        MockServerWebExchange.from(MockServerHttpRequest.get(address).build());

    new Problems().handle(exchange, failure).block();

    assertThat(exchange.getResponse().getStatusCode().value()).isEqualTo(500);
    assertThat(output.getAll())
        .contains("/input/post failed: java.lang.IllegalStateException: no answer to /input/post?")
        .doesNotContain("kw_secret");
  }
}
