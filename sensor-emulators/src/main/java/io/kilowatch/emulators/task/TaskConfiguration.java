package io.kilowatch.emulators.task;

import io.kilowatch.base.calls.ServiceCalls;
import io.kilowatch.base.security.ServiceTokens;
import io.kilowatch.emulators.EmulatorProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Says whom to ask for tasks. */
@Configuration(proxyBeanMethods = false)
class TaskConfiguration {

  @Bean
  RunningTasks runningTasks() {
    return new RunningTasks();
  }

  @Bean
  TaskPoll taskPoll(
      EmulatorProperties properties, ServiceTokens tokens, JsonMapper json, RunningTasks tasks) {
    return new TaskPoll(ServiceCalls.client(properties.schedulerUri(), tokens, json), tasks);
  }
}
