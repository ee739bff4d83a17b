package io.kilowatch.scheduler.receipt;

import io.kilowatch.base.calls.ServiceCalls;
import io.kilowatch.base.security.ServiceTokens;
import io.kilowatch.contracts.history.MeasuredTotals;
import io.kilowatch.scheduler.task.TaskStore;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Says whom to ask for readings: history-service; and for tasks: the store. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

  @Bean
  Measurements measurements(
      @Value("${kilowatch.history-uri}") URI history, ServiceTokens tokens, JsonMapper json) {
    RestClient client = ServiceCalls.client(history, tokens, json);
    return (serverId, times) ->
        client
            .get()
            .uri("/internal/v1/servers/{id}/totals?at={times}", serverId, inMillis(times))
            .retrieve()
            .requiredBody(new ParameterizedTypeReference<List<MeasuredTotals>>() {});
  }

  private static String inMillis(List<Instant> times) {
    return times.stream()
        .map(time -> Long.toString(time.toEpochMilli()))
        .collect(Collectors.joining(","));
  }

  @Bean
  TasksOfServers tasksOfServers(TaskStore store) {
    return store::workedIn;
  }
}
