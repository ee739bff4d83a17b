package io.kilowatch.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nothing reads a body ahead of the controllers, which make room for it in the memory budget and
 * ask for a key first: a caller without a key is answered before one byte of its body has come.
 */
class UnreadBodiesTests {

  private static final String NO_BROKER = "amqp://guest:guest@127.0.0.1:1/";
  private static final int LENGTH = 100_000;

  @TempDir private static Path directory;
  private static RegistryFixture registry;
  private static IngestionUnderTest ingestion;

  @BeforeAll
  static void start() throws Exception {
    registry = new RegistryFixture(directory);
    ingestion = new IngestionUnderTest(NO_BROKER, registry);
    ingestion.awaitKeys();
  }

  @AfterAll
  static void stop() {
    ingestion.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/readings, application/json, 401",
    "POST, /api/v1/readings, multipart/form-data; boundary=x, 401",
    "POST, /input/post, multipart/form-data; boundary=x, 401",
    "POST, /input/bulk, multipart/form-data; boundary=x, 401",
    "PUT, /api/v1/readings, application/x-www-form-urlencoded, 405",
    "PATCH, /input/post, application/x-www-form-urlencoded, 405",
    "DELETE, /input/bulk, application/x-www-form-urlencoded, 405"
  })
  void body_announcedWithoutAKey_isAnsweredUnread(
      String method, String path, String contentType, String status) {
    assertThat(ingestion.announce(method, path, contentType, LENGTH))
        .startsWith("HTTP/1.1 " + status);
  }
}
