package io.kilowatch.base.socket;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Bounds what the kernel keeps for a client that reads nothing, and what Tomcat keeps for what one
 * says.
 *
 * <p>Left to itself the kernel takes up to 4 MB for each, so thousands of them could take all
 * memory, and as long as it takes more no limit of the transport ends them: at a few values a
 * second that is hours. The size given still moves megabytes a second over a long way.
 */
final class ConnectionBuffers
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  static final int SEND_BYTES = 128 * 1024;

  /** Of the heap, for as long as the connection is open; a request's head may still be longer. */
  static final int READ_BYTES = 2 * 1024;

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addConnectorCustomizers(connector -> {
      connector.setProperty("socket.txBufSize", Integer.toString(SEND_BYTES));
      connector.setProperty("socket.appReadBufSize", Integer.toString(READ_BYTES));
    });
  }
}
