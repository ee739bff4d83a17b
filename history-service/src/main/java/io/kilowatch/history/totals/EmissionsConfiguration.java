package io.kilowatch.history.totals;

import io.kilowatch.base.carbon.CarbonIntensities;
import io.kilowatch.base.carbon.EmissionRate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Says what a kilowatt-hour emits. */
@Configuration(proxyBeanMethods = false)
class EmissionsConfiguration {

  @Bean
  EmissionRate emissionRate(@Value("${kilowatch.intensity-csv}") String csv) {
    return new EmissionRate(CarbonIntensities.fromEnvironment(csv));
  }
}
