package io.kilowatch.base.documents;

import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Asks MongoDB for a sign of life, with the one command that every server of its protocol knows:
 * Boot's own indicator says {@code hello}, which the embedded store does not answer.
 */
class StoreHealthIndicator extends AbstractHealthIndicator {

  private static final Document PING = new Document("ping", 1);

  private final MongoTemplate mongo;

  StoreHealthIndicator(MongoTemplate mongo) {
    super("MongoDB does not answer");
    this.mongo = mongo;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    mongo.executeCommand(PING);
    health.up();
  }
}
