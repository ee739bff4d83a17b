package io.kilowatch.ingestion.http;

import io.kilowatch.base.problem.ProblemAdvice;
import io.kilowatch.ingestion.IngestionSettings;
import io.kilowatch.ingestion.batch.InFlightBytes;
import io.kilowatch.ingestion.intake.ReadingIntake;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.databind.json.JsonMapper;

/** Puts the doors for readings before everything else that answers requests. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

  @Bean
  FilterRegistrationBean<ReadingsDoor> readingsDoor(
      ReadingsController readings,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
    var door = new FilterRegistrationBean<>(new ReadingsDoor(readings, failures));
    door.addUrlPatterns(ReadingsController.PATH);
    door.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return door;
  }

  @Bean
  SmallDoor smallDoor(
      ReadingIntake intake,
      InFlightBytes inFlight,
      UnfinishedBodies unfinished,
      RefusalAdvice refusals,
      ProblemAdvice failures,
      JsonMapper json,
      IngestionSettings settings) {
    ServerThreads threads = new ServerThreads();
    return new SmallDoor(
        new SmallPostings(
            intake,
            inFlight,
            unfinished,
            refusals,
            failures,
            json,
            threads,
            Math.toIntExact(settings.maxBodySize().toBytes())),
        threads);
  }

  /** Puts the handler of small postings in front of the servlets. */
  record SmallDoor(SmallPostings postings, ServerThreads threads)
      implements WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory>, Ordered {

    /** After Boot has chosen threads of its own. */
    @Override
    public int getOrder() {
      return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
      factory.setThreadPool(threads);
      factory.addServerCustomizers(server -> {
        server.setDynamic(false);
        for (Connector connector : server.getConnectors()) {
          keepPatience((AbstractConnector) connector);
        }
        server.setHandler(new ReadingsHandler(postings, threads, server.getHandler()));
      });
    }

    /**
     * Has a body the same time to come when the service is told to stop; Jetty would wait for the
     * next piece of it for one second from then on.
     */
    private static void keepPatience(AbstractConnector connector) {
      connector.setShutdownIdleTimeout(connector.getIdleTimeout());
    }
  }
}
