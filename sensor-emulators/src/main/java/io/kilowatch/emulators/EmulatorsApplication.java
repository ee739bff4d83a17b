package io.kilowatch.emulators;

import io.kilowatch.base.carbon.CarbonIntensities;
import io.kilowatch.base.carbon.CarbonIntensity;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Lets emulated sensors read and send. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(EmulatorProperties.class)
public class EmulatorsApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(EmulatorsApplication.class, arguments);
  }

  @Bean
  CarbonIntensity carbonIntensity(EmulatorProperties properties) {
    return CarbonIntensities.fromEnvironment(properties.intensityCsv());
  }
}
