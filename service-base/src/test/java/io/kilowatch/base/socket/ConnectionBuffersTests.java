package io.kilowatch.base.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class ConnectionBuffersTests {

  @Test
  void customize_boundsTheBuffersOfEachConnection() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
    Connector connector = new Connector();

    new ConnectionBuffers().customize(factory);
    factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));

    assertThat(connector.getProperty("socket.txBufSize"))
        .isEqualTo(Integer.toString(ConnectionBuffers.SEND_BYTES));
    assertThat(connector.getProperty("socket.appReadBufSize"))
        .isEqualTo(Integer.toString(ConnectionBuffers.READ_BYTES));
  }
}
