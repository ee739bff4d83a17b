package io.kilowatch.scheduler.receipt;

import io.kilowatch.base.calls.ServiceCalls;
import io.kilowatch.base.security.ServiceTokens;
import io.kilowatch.contracts.history.MeasuredTotals;
import io.kilowatch.scheduler.task.TaskStore;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Says whom to ask for readings: history-service; and for tasks: the store. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

  @Bean
  Measurements measurements(
      @Value("${kilowatch.history-uri}") URI history, ServiceTokens tokens, JsonMapper json) {
    RestClient client = ServiceCalls.client(history, tokens, json);
    return (serverId, from, to) ->
        client
            .get()
            .uri("/internal/v1/servers/{id}/totals?from={from}&to={to}", serverId, from, to)
            .retrieve()
            .requiredBody(MeasuredTotals.class);
  }

  @Bean
  TasksOfServers tasksOfServers(TaskStore store) {
    return store::workedIn;
  }
}
