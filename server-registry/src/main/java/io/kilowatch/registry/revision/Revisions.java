package io.kilowatch.registry.revision;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Numbers the changes of the directory, over all replicas.
 *
 * <p>A writer takes its number after it has read the document and before it writes it back under
 * its version, so numbers of one document only grow. Numbers of two documents may become visible in
 * another order, which is why {@code DirectoryController} repeats the last ones.
 */
@Component
public final class Revisions {

  private static final Query DIRECTORY = query(where("_id").is("directory"));

  private final MongoTemplate mongo;

  Revisions(MongoTemplate mongo) {
    this.mongo = mongo;
    createIfAbsent();
  }

  /** A number that no change has had. */
  public long next() {
    Counter counter =
        mongo.findAndModify(
            DIRECTORY,
            new Update().inc("value", 1L),
            FindAndModifyOptions.options().returnNew(true),
            Counter.class);
    return Objects.requireNonNull(counter, "the directory's counter is gone").value();
  }

  /** The number that was given last. */
  public long current() {
    return Objects.requireNonNull(
            mongo.findOne(DIRECTORY, Counter.class), "the directory's counter is gone")
        .value();
  }

  private void createIfAbsent() {
    if (mongo.exists(DIRECTORY, Counter.class)) {
      return;
    }
    try {
      mongo.insert(new Counter("directory", 0));
    } catch (DuplicateKeyException e) {
      return; // another replica was faster
    }
  }

  @Document("counters")
  record Counter(@Id String id, long value) {}
}
