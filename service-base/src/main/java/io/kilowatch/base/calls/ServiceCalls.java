package io.kilowatch.base.calls;

import io.kilowatch.base.security.ServiceTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes clients of other services, which show this service's token. */
public final class ServiceCalls {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  private ServiceCalls() {}

  /** A client of one service, which waits for seconds and no longer. */
  public static RestClient client(URI service, ServiceTokens tokens, JsonMapper json) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
    requests.setReadTimeout(READ_TIMEOUT);
    return RestClient.builder()
        .baseUrl(service)
        .requestFactory(requests)
        .defaultRequest(
            request -> request.headers(headers -> headers.setBearerAuth(tokens.bearer())))
        .configureMessageConverters(converters ->
            converters
                .disableDefaults()
                .withJsonConverter(new JacksonJsonHttpMessageConverter(tolerant(json))))
        .build();
  }

  /** Reads what a newer service sends: it may have fields that this one does not know yet. */
  public static JsonMapper tolerant(JsonMapper json) {
    return json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }
}
