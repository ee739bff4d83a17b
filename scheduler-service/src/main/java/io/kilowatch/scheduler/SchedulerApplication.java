package io.kilowatch.scheduler;

import io.kilowatch.base.documents.StoreTimeouts;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs the scheduler of tasks. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(StoreTimeouts.class)
@OpenAPIDefinition(info = @Info(title = "Kilowatch scheduler-service", version = "v1"))
public class SchedulerApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(SchedulerApplication.class, arguments);
  }

  /** Whole milliseconds, as MongoDB keeps them: what is answered first is also read back. */
  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
