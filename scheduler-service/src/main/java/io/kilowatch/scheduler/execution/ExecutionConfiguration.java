package io.kilowatch.scheduler.execution;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kilowatch.scheduler.lease.Lease;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says what makes tasks run: by default nothing does, and only sensors are told. */
@Configuration(proxyBeanMethods = false)
class ExecutionConfiguration {

  private static final String PROPERTY = "kilowatch.tasks.execution";
  private static final Duration JOBS_LISTED_FOR = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Bean
  @ConditionalOnProperty(name = PROPERTY, havingValue = "EMULATED", matchIfMissing = true)
  Execution emulatedExecution(EmulationSettings settings) {
    return new EmulatedExecution(settings);
  }

  /** In the namespace and with the rights of the pod that the service runs in. */
  @Bean
  @ConditionalOnProperty(name = PROPERTY, havingValue = "KUBERNETES")
  KubernetesClient kubernetesClient() {
    return client(Config.autoConfigure(null));
  }

  /** One that gives up soon: what fails is tried again a second later, and the planner waits. */
  static KubernetesClient client(Config cluster) {
    int millis = (int) PATIENCE.toMillis();
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(cluster)
                .withConnectionTimeout(millis)
                .withRequestTimeout(millis)
                .withRequestRetryBackoffLimit(0)
                .build())
        .build();
  }

  @Bean
  @ConditionalOnProperty(name = PROPERTY, havingValue = "KUBERNETES")
  Execution kubernetesExecution(KubernetesClient cluster, Lease lease, Clock clock) {
    return new KubernetesExecution(cluster, lease::fence, clock, JOBS_LISTED_FOR);
  }
}
