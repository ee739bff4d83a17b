package io.kilowatch.registry.account;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Keeps accounts in MongoDB. */
@Component
public class AccountStore {

  private final MongoTemplate mongo;

  AccountStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  public Optional<Account> find(String id) {
    return Optional.ofNullable(mongo.findById(id, Account.class));
  }

  public Optional<Account> findByEmail(String email) {
    return Optional.ofNullable(
        mongo.findOne(query(where("emailKey").is(Account.emailKey(email))), Account.class));
  }

  /** Accounts by id, disabled ones too. */
  public Map<String, Account> findAll(Collection<String> ids) {
    return mongo.find(query(where("id").in(ids)), Account.class).stream()
        .collect(Collectors.toMap(Account::id, Function.identity()));
  }

  Account insert(Account account) {
    return mongo.insert(account);
  }

  /** Writes it back under its version, which ends the sessions that began under that version. */
  Account save(Account account) {
    return mongo.save(account);
  }

  List<Account> activeAdministrators() {
    return mongo.find(query(where("role").is(Role.ADMIN).and("disabled").is(false)), Account.class);
  }

  Page<Account> page(int limit, @Nullable String cursor) {
    Query query =
        cursor == null
            ? new Query()
            : query(where("emailKey").gt(Cursor.decode(cursor, 1).getFirst()));
    List<Account> found =
        mongo.find(query.with(Sort.by("emailKey")).limit(limit + 1), Account.class);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    return new Page<>(found.subList(0, limit), Cursor.encode(found.get(limit - 1).emailKey()));
  }
}
