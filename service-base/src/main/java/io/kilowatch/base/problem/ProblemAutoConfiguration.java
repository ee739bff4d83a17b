package io.kilowatch.base.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service its problem answers. */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
@Import({ProblemAdvice.class, ProblemTypes.class})
public class ProblemAutoConfiguration {

  @Bean
  ProblemWriter problemWriter(JsonMapper jsonMapper) {
    return new ProblemWriter(jsonMapper);
  }
}
