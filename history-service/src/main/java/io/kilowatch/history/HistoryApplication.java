package io.kilowatch.history;

import io.kilowatch.base.socket.SocketMemory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that reads: pages, series, totals, status, and the live web socket. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HistoryApplication {

  public static void main(String[] arguments) {
    SocketMemory.bound();
    SpringApplication.run(HistoryApplication.class, arguments);
  }
}
