package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.carbon.CarbonIntensities;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Says what stands in where nothing was observed: what emulated sensors and history go by. */
@Configuration(proxyBeanMethods = false)
class IntensityConfiguration {

  /** What the planner goes by, which waits for no store. */
  @Bean
  @Primary
  Outlooks outlooks(@Value("${kilowatch.intensity-csv}") String csv, Clock clock) {
    return new Outlooks(CarbonIntensities.fromEnvironment(csv), clock);
  }
}
