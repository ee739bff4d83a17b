package io.kilowatch.history.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class SendBuffersTests {

  @Test
  void customize_bindsTheBufferOfEachConnection() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
    Connector connector = new Connector();

    new SendBuffers().customize(factory);
    factory.getConnectorCustomizers().forEach(customizer -> customizer.customize(connector));

    assertThat(connector.getProperty("socket.txBufSize"))
        .isEqualTo(Integer.toString(SendBuffers.BYTES));
  }
}
