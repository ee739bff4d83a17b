package io.kilowatch.packager;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the packager. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PackagerApplication {

  public static void main(String[] args) {
    SpringApplication.run(PackagerApplication.class, args);
  }
}
