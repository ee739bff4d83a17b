package io.kilowatch.scheduler.intensity.electricitymaps;

import io.kilowatch.scheduler.intensity.observed.Observation;
import io.kilowatch.scheduler.intensity.observed.ObservationSource;
import io.kilowatch.scheduler.intensity.observed.SourceRefusal;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The API of Electricity Maps, version 3 (https://app.electricitymaps.com/docs). A free token gets
 * the last 24 hours ({@code /history}); others also get the past ({@code /past-range}), at most ten
 * days a request. One request at a time, with a pause before each.
 */
@Component
final class ElectricityMaps implements ObservationSource {

  private static final Duration LATELY = Duration.ofDays(1);
  private static final Duration LONGEST_RANGE = Duration.ofDays(10);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ASK_SOON = Duration.ofMinutes(5);
  private static final Duration ASK_TOMORROW = Duration.ofDays(1);
  private static final Duration ASK_IN_AN_HOUR = Duration.ofHours(1);
  private static final int RETRIES = 3;

  private final ElectricityMapsSettings settings;
  private final Clock clock;
  private final RestClient client;
  private final RetryTemplate retries;

  /** By zone, the token that turned out not to do for its past; another one may. */
  private final Map<String, String> tokensWithoutPast = new HashMap<>();

  private Instant nextRequest = Instant.MIN;

  /** Until when nothing is asked at all, since too much was. */
  private Instant quietUntil = Instant.MIN;

  ElectricityMaps(ElectricityMapsSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build());
    requests.setReadTimeout(READ_TIMEOUT);
    client = RestClient.builder().baseUrl(settings.uri()).requestFactory(requests).build();
    retries =
        new RetryTemplate(
            RetryPolicy.builder()
                .maxRetries(RETRIES)
                .delay(settings.retryDelay())
                .multiplier(2)
                .jitter(settings.retryDelay().dividedBy(2))
                .includes(ResourceAccessException.class, HttpServerErrorException.class)
                .build());
  }

  @Override
  public Answer since(String gridZone, Instant from) {
    Instant now = clock.instant();
    if (now.isBefore(quietUntil)) {
      throw askedTooOften(Duration.between(now, quietUntil));
    }
    String token = token();
    boolean ofThePast = from.isBefore(now.minus(LATELY));
    boolean withoutPast = ofThePast && token.equals(tokensWithoutPast.get(gridZone));
    List<Observation> all = new ArrayList<>();
    if (ofThePast && !withoutPast) {
      try {
        all.addAll(past(gridZone, from.truncatedTo(ChronoUnit.HOURS), now, token));
      } catch (NotAllowed e) {
        withoutPast = true;
      }
    }
    all.addAll(get("/v3/carbon-intensity/history?zone={zone}", Map.of("zone", gridZone), token));
    if (withoutPast) {
      // One that does not do for the last day either may do for all once it is accepted again.
      tokensWithoutPast.put(gridZone, token);
    }
    return new Answer(all, !withoutPast);
  }

  /**
   * One for all of a question: did the last day come with a newer one than the past was refused to,
   * the zone would be known, and its past never asked for again.
   */
  private String token() {
    try {
      return settings.currentToken();
    } catch (UncheckedIOException e) {
      throw new SourceRefusal("the token of Electricity Maps can't be read", ASK_SOON);
    }
  }

  private List<Observation> past(String gridZone, Instant from, Instant now, String token) {
    List<Observation> all = new ArrayList<>();
    for (Instant start = from; start.isBefore(now); ) {
      Instant end = start.plus(LONGEST_RANGE);
      end = end.isAfter(now) ? now.truncatedTo(ChronoUnit.HOURS) : end;
      if (!start.isBefore(end)) {
        break;
      }
      all.addAll(
          get(
              "/v3/carbon-intensity/past-range?zone={zone}&start={start}&end={end}",
              Map.of("zone", gridZone, "start", start, "end", end),
              token));
      start = end;
    }
    return all;
  }

  private List<Observation> get(String path, Map<String, Object> variables, String token) {
    try {
      ElectricityMapsAnswer answer = retries.execute(() -> request(path, variables, token));
      return answer.observations();
    } catch (RetryException e) {
      throw refusal(e.getLastException());
    }
  }

  private ElectricityMapsAnswer request(String path, Map<String, Object> variables, String token)
      throws InterruptedException {
    awaitTurn();
    ElectricityMapsAnswer answer =
        client
            .get()
            .uri(path, variables)
            .header("auth-token", token)
            .retrieve()
            .body(ElectricityMapsAnswer.class);
    if (answer == null) {
      throw new SourceRefusal("Electricity Maps answers with nothing", ASK_SOON);
    }
    return answer;
  }

  /** By the time of the machine, as it is a machine's rate that is kept. */
  private void awaitTurn() throws InterruptedException {
    Duration wait = Duration.between(Instant.now(), nextRequest);
    if (wait.isPositive()) {
      Thread.sleep(wait);
    }
    nextRequest = Instant.now().plus(settings.leastInterval());
  }

  private RuntimeException refusal(Throwable cause) {
    return switch (cause) {
      case SourceRefusal e -> e;
      case HttpClientErrorException e -> refusal(e);
      case RestClientException e ->
          new SourceRefusal(
              "Electricity Maps does not answer: " + NestedExceptionUtils.getMostSpecificCause(e),
              ASK_SOON);
      case InterruptedException e -> {
        Thread.currentThread().interrupt();
        yield new SourceRefusal("the service stops", ASK_SOON);
      }
      default -> new IllegalStateException(cause);
    };
  }

  private SourceRefusal refusal(HttpClientErrorException e) {
    HttpStatus status = HttpStatus.resolve(e.getStatusCode().value());
    return switch (status) {
      case UNAUTHORIZED, FORBIDDEN -> new NotAllowed();
      case NOT_FOUND, BAD_REQUEST ->
          new SourceRefusal("Electricity Maps does not know this zone", ASK_TOMORROW);
      case TOO_MANY_REQUESTS -> {
        Duration wait = retryAfter(e);
        quietUntil = clock.instant().plus(wait);
        yield askedTooOften(wait);
      }
      case null, default ->
          new SourceRefusal("Electricity Maps refuses: " + e.getStatusCode(), ASK_IN_AN_HOUR);
    };
  }

  private static SourceRefusal askedTooOften(Duration wait) {
    return new SourceRefusal("Electricity Maps was asked too often", wait);
  }

  /** The header in seconds; as a date it is as good as none. */
  private static Duration retryAfter(HttpClientErrorException e) {
    HttpHeaders headers = e.getResponseHeaders();
    String seconds = headers == null ? null : headers.getFirst(HttpHeaders.RETRY_AFTER);
    return seconds != null && seconds.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : ASK_IN_AN_HOUR;
  }

  /** The token does not do for what was asked. */
  private static final class NotAllowed extends SourceRefusal {
    NotAllowed() {
      super("Electricity Maps does not accept the token for this zone", ASK_IN_AN_HOUR);
    }
  }
}
