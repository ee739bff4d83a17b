package io.kilowatch.base.documents;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How long the store is waited for, in a service that imports this. Whoever sends something learns
 * within seconds that it was not taken, and sends it again; the driver would wait for half a
 * minute, or for ever. {@code kilowatch.documents.found-within} is the patience with which a store
 * is looked for, 2 s; a store that is far away, or a machine that stands still, may need more.
 */
@Configuration(proxyBeanMethods = false)
public class StoreTimeouts {

  private static final int ANSWERED_MILLIS = 8_000;

  @Bean
  MongoClientSettingsBuilderCustomizer impatience(
      @Value("${kilowatch.documents.found-within:2s}") Duration foundWithin) {
    int foundMillis = Math.toIntExact(foundWithin.toMillis());
    return settings ->
        settings
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(foundMillis, TimeUnit.MILLISECONDS))
            .applyToSocketSettings(socket ->
                socket
                    .connectTimeout(foundMillis, TimeUnit.MILLISECONDS)
                    .readTimeout(ANSWERED_MILLIS, TimeUnit.MILLISECONDS));
  }
}
