package io.kilowatch.registry.server;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.registry.site.SiteOccupancy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Keeps servers in MongoDB.
 *
 * <p>Whether there is one is asked by looking for it: {@code exists} counts, for which the local
 * store looks through all servers and not through its index.
 */
@Component
public class ServerStore implements SiteOccupancy {

  private final MongoTemplate mongo;

  ServerStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** Servers that changed after this revision, retired ones too. */
  public List<ServerEntry> changedSince(long revision) {
    return mongo.find(query(where("revision").gt(revision)), Server.class).stream()
        .map(Server::entry)
        .toList();
  }

  /** Servers by id, retired ones too. */
  public Map<String, ServerEntry> findAll(Collection<String> ids) {
    return mongo.find(query(where("id").in(ids)), Server.class).stream()
        .collect(Collectors.toMap(Server::id, Server::entry));
  }

  @Override
  public boolean occupied(String siteId) {
    return isThereOne(where("siteId").is(siteId).and("retiredAt").is(null));
  }

  Optional<Server> find(String id) {
    return Optional.ofNullable(mongo.findById(id, Server.class));
  }

  boolean nameTaken(String siteId, String name) {
    return isThereOne(where("siteId").is(siteId).and("nameKey").is(Server.nameKey(name)));
  }

  private boolean isThereOne(Criteria criteria) {
    return mongo.findOne(query(criteria), Server.class) != null;
  }

  Server insert(Server server) {
    return mongo.insert(server);
  }

  /** Writes it back under its version. */
  Server save(Server server) {
    return mongo.save(server);
  }

  Page<Server> page(ServerFilter filter, int limit, @Nullable String cursor) {
    List<Criteria> all = filter.criteria();
    if (cursor != null) {
      List<String> end = Cursor.decode(cursor, 2);
      all.add(
          new Criteria()
              .orOperator(
                  where("name").gt(end.getFirst()),
                  where("name").is(end.getFirst()).and("id").gt(end.get(1))));
    }
    Query query =
        new Query(all.isEmpty() ? new Criteria() : new Criteria().andOperator(all))
            .with(Sort.by("name", "id"))
            .limit(limit + 1);
    List<Server> found = mongo.find(query, Server.class);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    Server last = found.get(limit - 1);
    return new Page<>(found.subList(0, limit), Cursor.encode(last.name(), last.id()));
  }
}
