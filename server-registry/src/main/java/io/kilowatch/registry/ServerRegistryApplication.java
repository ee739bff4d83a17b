package io.kilowatch.registry;

import io.kilowatch.base.documents.StoreTimeouts;
import io.kilowatch.base.security.PublicPaths;
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

/** Runs the registry. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(StoreTimeouts.class)
@OpenAPIDefinition(info = @Info(title = "Kilowatch server-registry", version = "v1"))
public class ServerRegistryApplication {

  public static void main(String[] args) {
    SpringApplication.run(ServerRegistryApplication.class, args);
  }

  /** Whole milliseconds, as MongoDB keeps them: what is answered first is also read back. */
  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  /** Where nobody can be signed in yet, or where a token past its end must still be accepted. */
  @Bean
  PublicPaths publicPaths() {
    return new PublicPaths(
        "/api/v1/auth/register",
        "/api/v1/auth/login",
        "/api/v1/auth/token",
        "/api/v1/auth/refresh",
        "/api/v1/auth/logout",
        "/api/v1/auth/jwks");
  }
}
