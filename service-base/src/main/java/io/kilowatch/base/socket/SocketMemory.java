package io.kilowatch.base.socket;

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

  /** Of what a client is told, longer goes out in pieces. */
  private static final int PIECE_BYTES = 1024;

  /**
   * Nobody sends binary messages, but a text passes through their buffer to be decoded: one that
   * can't hold a whole character stops its socket for good.
   */
  private static final int UNDECODED_BYTES = 128;

  /** For the buffers that Tomcat has no other setting for; before it reads this, which is once. */
  public static void bound() {
    if (System.getProperty(TOMCATS_BUFFERS) == null) {
      System.setProperty(TOMCATS_BUFFERS, Integer.toString(PIECE_BYTES));
    }
  }

  @Bean
  ServletServerContainerFactoryBean socketBuffers(SocketSettings settings) {
    ServletServerContainerFactoryBean buffers = new ServletServerContainerFactoryBean();
    buffers.setMaxTextMessageBufferSize(settings.longestMessage());
    buffers.setMaxBinaryMessageBufferSize(UNDECODED_BYTES);
    return buffers;
  }
}
