package io.kilowatch.packager.batch;

import io.kilowatch.packager.broker.BrokerLink;
import io.kilowatch.packager.broker.ConfirmedPublisher;
import io.kilowatch.packager.closing.TouchedHours;
import io.kilowatch.packager.deadletter.LetterKeeper;
import io.kilowatch.packager.live.LiveThrottle;
import io.kilowatch.packager.shift.Supervisor;
import io.kilowatch.packager.store.StoreLink;
import io.kilowatch.packager.store.StoreProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the reading path together. */
@Configuration(proxyBeanMethods = false)
class ReadingConfiguration {

  @Bean
  Supervisor readingSupervisor(
      BatchProperties bounds,
      StoreProperties store,
      LiveThrottle live,
      TouchedHours touched,
      ConfirmedPublisher publisher,
      LetterKeeper keeper,
      BrokerLink broker,
      StoreLink stores,
      MeterRegistry meters,
      Clock clock) {
    Sorter sorter = new Sorter(new RunCheck(clock, store.retention()));
    BatchMetrics metrics = new BatchMetrics(meters);
    ReadingShift shift =
        new ReadingShift(bounds, sorter, live, touched, publisher, keeper, metrics, clock);
    return new Supervisor(shift, broker, stores, meters);
  }
}
