package io.kilowatch.registry.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The keys that sign people's tokens: kept in MongoDB, so that they outlive restarts and all
 * replicas sign with the same one.
 */
@Component
class SigningKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);

  /** How long a key signs before the next one takes over. */
  static final Duration SIGNS = Duration.ofDays(30);

  /** How long a key is published before it signs; services cache keys for minutes. */
  static final Duration PUBLISHED_BEFORE = Duration.ofHours(1);

  /** How long a key verifies after its successor took over: a session's longest life, and a day. */
  static final Duration VERIFIES_AFTER = Duration.ofDays(8);

  private static final Duration CACHED = Duration.ofSeconds(30);

  private final MongoTemplate mongo;
  private final Clock clock;
  private volatile Cached cached = new Cached(List.of(), Instant.MIN);

  SigningKeys(MongoTemplate mongo, Clock clock) {
    this.mongo = mongo;
    this.clock = clock;
    rotate();
  }

  /** The key that signs now: the newest that is in use. */
  ECKey current() {
    Instant now = clock.instant();
    return keys().stream()
        .filter(key -> !key.usedFrom().isAfter(now))
        .max(Comparator.comparingInt(SigningKey::number))
        .map(SigningKeys::parsed)
        .orElseThrow(() -> new IllegalStateException("no key may sign yet"));
  }

  /** What the others verify with. */
  JWKSet published() {
    return new JWKSet(keys().stream().<JWK>map(SigningKeys::parsed).toList()).toPublicJWKSet();
  }

  /** Creates the first key, and each next one in time; removes those that verify nothing more. */
  @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void rotate() {
    List<SigningKey> keys = load();
    Instant now = clock.instant();
    if (keys.isEmpty()) {
      create(1, now);
    } else if (keys.getLast().usedFrom().plus(SIGNS).minus(PUBLISHED_BEFORE).isBefore(now)) {
      create(keys.getLast().number() + 1, now.plus(PUBLISHED_BEFORE));
    }
    for (int i = 0; i + 1 < keys.size(); i++) {
      if (keys.get(i + 1).usedFrom().plus(VERIFIES_AFTER).isBefore(now)) {
        mongo.remove(keys.get(i));
      }
    }
    cached = new Cached(load(), now);
  }

  private void create(int number, Instant usedFrom) {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyID(SigningKey.id(number))
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .generate();
      mongo.insert(new SigningKey(key.getKeyID(), number, key.toJSONString(), usedFrom));
      LOG.info("created signing key {}, which signs from {}", key.getKeyID(), usedFrom);
    } catch (DuplicateKeyException e) {
      LOG.debug("another replica created signing key {}", number);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java runtime makes no P-256 keys", e);
    }
  }

  private List<SigningKey> keys() {
    Cached held = cached;
    Instant now = clock.instant();
    return held.at().plus(CACHED).isBefore(now) ? refreshed(held, now) : held.keys();
  }

  /** Read again; the held ones while MongoDB is away, for they stay right for an hour at least. */
  private List<SigningKey> refreshed(Cached held, Instant now) {
    if (held.keys().isEmpty()) {
      return load();
    }
    cached = new Cached(held.keys(), now); // others go on meanwhile: an outage is slow to show
    try {
      List<SigningKey> fresh = load();
      cached = new Cached(fresh, now);
      return fresh;
    } catch (DataAccessException e) {
      LOG.warn("goes on with the signing keys it has: {}", e.getMessage());
      return held.keys();
    }
  }

  private List<SigningKey> load() {
    return mongo.find(new Query().with(Sort.by("number")), SigningKey.class);
  }

  private static ECKey parsed(SigningKey key) {
    try {
      return ECKey.parse(key.jwk());
    } catch (ParseException e) {
      throw new IllegalStateException("signing key " + key.id() + " can't be read", e);
    }
  }

  private record Cached(List<SigningKey> keys, Instant at) {}
}
