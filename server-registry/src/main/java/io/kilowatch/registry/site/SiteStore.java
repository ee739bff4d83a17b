package io.kilowatch.registry.site;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.paging.Page;
import io.kilowatch.contracts.registry.SiteEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Keeps sites in MongoDB. */
@Component
public class SiteStore {

  private final MongoTemplate mongo;

  SiteStore(MongoTemplate mongo) {
    this.mongo = mongo;
  }

  /** The site, unless it is deleted. */
  public Optional<Site> find(String id) {
    return Optional.ofNullable(mongo.findById(id, Site.class)).filter(site -> !site.deleted());
  }

  public Optional<Site> findByName(String name) {
    return Optional.ofNullable(
        mongo.findOne(query(where("nameKey").is(Site.nameKey(name))), Site.class));
  }

  /** Sites by id, deleted ones too, because a retired server still names its own. */
  public Map<String, Site> findAll(Collection<String> ids) {
    return mongo.find(query(where("id").in(ids)), Site.class).stream()
        .collect(Collectors.toMap(Site::id, Function.identity()));
  }

  /** Sites that changed after this revision, deleted ones too. */
  public List<SiteEntry> changedSince(long revision) {
    return mongo.find(query(where("revision").gt(revision)), Site.class).stream()
        .map(Site::entry)
        .toList();
  }

  Site insert(Site site) {
    return mongo.insert(site);
  }

  /** Writes it back under its version. */
  Site save(Site site) {
    return mongo.save(site);
  }

  Page<Site> page(int limit, @Nullable String cursor) {
    Criteria there = where("deleted").is(false);
    if (cursor != null) {
      List<String> end = Cursor.decode(cursor, 2);
      there.orOperator(
          where("name").gt(end.getFirst()),
          where("name").is(end.getFirst()).and("id").gt(end.get(1)));
    }
    Query query = query(there).with(Sort.by("name", "id")).limit(limit + 1);
    List<Site> found = mongo.find(query, Site.class);
    if (found.size() <= limit) {
      return new Page<>(found, null);
    }
    Site last = found.get(limit - 1);
    return new Page<>(found.subList(0, limit), Cursor.encode(last.name(), last.id()));
  }
}
