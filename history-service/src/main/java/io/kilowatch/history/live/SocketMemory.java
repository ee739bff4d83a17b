package io.kilowatch.history.live;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/**
 * Bounds the heap that an open web socket takes: with Tomcat's buffers, made for files, a few
 * thousand watchers took more than the service has.
 */
@Configuration(proxyBeanMethods = false)
public class SocketMemory {

  private static final String TOMCATS_BUFFERS = "org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE";

  /** Several times what a client may have to say; of what it is told, longer goes out in pieces. */
  static final int BYTES = 1024;

  /** For the buffers that Tomcat has no other setting for; before it reads this, which is once. */
  public static void bound() {
    if (System.getProperty(TOMCATS_BUFFERS) == null) {
      System.setProperty(TOMCATS_BUFFERS, Integer.toString(BYTES));
    }
  }

  @Bean
  ServletServerContainerFactoryBean socketBuffers() {
    ServletServerContainerFactoryBean buffers = new ServletServerContainerFactoryBean();
    buffers.setMaxTextMessageBufferSize(BYTES);
    buffers.setMaxBinaryMessageBufferSize(1); // nobody sends any
    return buffers;
  }
}
