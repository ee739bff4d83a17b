package io.kilowatch.chat;

import io.kilowatch.base.documents.StoreTimeouts;
import io.kilowatch.base.socket.SocketMemory;
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

/** Runs the support chat. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(StoreTimeouts.class)
@OpenAPIDefinition(info = @Info(title = "Kilowatch chat-service", version = "v1"))
public class ChatApplication {

  public static void main(String[] arguments) {
    SocketMemory.bound();
    SpringApplication.run(ChatApplication.class, arguments);
  }

  /** Whole milliseconds, as MongoDB keeps them: what is answered first is also read back. */
  @Bean
  Clock clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }
}
