package io.kilowatch.chat.rate;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The limits of the chat. */
@Configuration(proxyBeanMethods = false)
class RateConfiguration {

  /** Of each person. */
  @Bean
  RateLimit messageRate(Clock clock) {
    return new RateLimit(clock, 20, "messages");
  }

  /** Of each person: each is told to all engineers. */
  @Bean
  RateLimit conversationRate(Clock clock) {
    return new RateLimit(clock, 20, "conversations");
  }

  /** Of each socket: ten times what a page has to say. */
  @Bean
  RateLimit frameRate(Clock clock) {
    return new RateLimit(clock, 200, "frames");
  }
}
