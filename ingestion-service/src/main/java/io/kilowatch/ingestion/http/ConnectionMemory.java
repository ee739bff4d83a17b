package io.kilowatch.ingestion.http;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Bounds what Tomcat keeps of the heap for each connection, used or not. To these buffers come the
 * longest head and a read buffer once more while a request is read, and some forty kilobytes of
 * Tomcat's own until it is answered.
 */
@Component
final class ConnectionMemory
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  /** A body is read in pieces of this size. */
  private static final String READ_BYTES = "4096";

  /** Answers are short, but for lists of reasons, which leave in pieces. */
  private static final String WRITE_BYTES = "2048";

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addConnectorCustomizers(connector -> {
      connector.setProperty("socket.appReadBufSize", READ_BYTES);
      connector.setProperty("socket.appWriteBufSize", WRITE_BYTES);
    });
  }
}
