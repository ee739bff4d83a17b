package io.kilowatch.packager.deadletter;

import io.kilowatch.packager.broker.BrokerLink;
import io.kilowatch.packager.shift.Supervisor;
import io.kilowatch.packager.store.StoreLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the keeper of dead letters together. */
@Configuration(proxyBeanMethods = false)
class DeadLetterConfiguration {

  @Bean
  Supervisor deadLetterSupervisor(
      LetterKeeper keeper, BrokerLink broker, StoreLink stores, MeterRegistry meters, Clock clock) {
    return new Supervisor(new DeadLetterShift(keeper, clock), broker, stores, meters);
  }
}
