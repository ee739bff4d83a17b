package io.kilowatch.base.documents;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Lets a service on MongoDB say when that is away: in its answers, and in its readiness. */
@AutoConfiguration(after = DataMongoAutoConfiguration.class)
@ConditionalOnClass(MongoTemplate.class)
@ConditionalOnBean(MongoTemplate.class)
@Import(StoreAway.class)
public class DocumentsAutoConfiguration {

  @Bean
  StoreHealthIndicator storeHealthIndicator(MongoTemplate mongo) {
    return new StoreHealthIndicator(mongo);
  }
}
