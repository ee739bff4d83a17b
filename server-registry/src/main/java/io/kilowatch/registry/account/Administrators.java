package io.kilowatch.registry.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Sees to it that there is always an administrator, even if two of them demote each other at once:
 * who is one stands in a single document, which nobody can take the last entry out of.
 */
@Component
class Administrators {

  private static final String ID = "administrators";

  private final MongoTemplate mongo;

  Administrators(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** Begins with those that there are, where nothing is noted yet. */
  void begin(List<String> accountIds) {
    if (mongo.findById(ID, Noted.class) != null) {
      return;
    }
    try {
      mongo.insert(new Noted(ID, accountIds));
    } catch (DuplicateKeyException e) {
      return; // another replica was faster
    }
  }

  /** To be called after the account became an administrator's; it may have ceased to be since. */
  void add(String accountId) {
    mongo.upsert(
        query(where("_id").is(ID)), new Update().addToSet("accountIds", accountId), Noted.class);
  }

  /** To be called before the account ceases to be one; false if there is no other. */
  boolean remove(String accountId) {
    return mongo.findAndModify(
            query(where("_id").is(ID).and("accountIds").elemMatch(new Criteria().ne(accountId))),
            new Update().pull("accountIds", accountId),
            Noted.class)
        != null;
  }

  /** Takes out who is none, whoever is left: to be called after the account ceased to be one. */
  void withdraw(String accountId) {
    mongo.updateFirst(
        query(where("_id").is(ID)), new Update().pull("accountIds", accountId), Noted.class);
  }

  @Document("administrators")
  record Noted(@Id String id, List<String> accountIds) {}
}
