package io.kilowatch.edge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the edge. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class EdgeApplication {
  public static void main(String[] args) {
    SpringApplication.run(EdgeApplication.class, args);
  }
}
