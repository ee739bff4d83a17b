package io.kilowatch.scheduler.intensity;

import io.kilowatch.base.carbon.CarbonIntensities;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says where intensities come from. */
@Configuration(proxyBeanMethods = false)
class IntensityConfiguration {

  @Bean
  ZoneForecasts zoneForecasts(@Value("${kilowatch.intensity-csv}") String csv, Clock clock) {
    return new ProfileForecasts(CarbonIntensities.fromEnvironment(csv), clock);
  }
}
