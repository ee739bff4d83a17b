package io.kilowatch.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.coyote.http11.Http11Processor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

class LoggedTargetsTests {

  @Test
  void logging_requestTargetsThatCannotBeParsed_isOff() throws IOException {
    assertThat(
            new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .getFirst()
                .getProperty("logging.level." + Http11Processor.class.getName()))
        .isEqualTo("WARN");
  }
}
