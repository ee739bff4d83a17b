package io.kilowatch.history.fleet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.kilowatch.base.input.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Lets all who look at the fleet of today by the same groups share one answer. Of a large fleet it
 * takes the store tens of thousands of reads, and each open page asks every half minute.
 *
 * <p>Who asks while an answer is made waits for that one, and fails with it: while the store is
 * away, each would else wait for all before to have failed. What took longer than a second is good
 * for five times as long, at most half a minute; what took less is made for each. Only ranges that
 * end now are shared: their end is off by as much as the answer is old.
 */
@Component
final class SharedAccounts {

  private static final Duration NOW = Duration.ofSeconds(30);
  private static final Duration CHEAP = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int TIMES_ITS_COST = 5;

  /** Accounts that are kept: of 2,000 groups a day by hours, some 10 MB. */
  private static final long MOST_ACCOUNTS = 50_000;

  private record Key(@Nullable String groupBy, List<Instant> starts) {}

  private record Answer(Map<String, GroupAccounts> groups, long nanos) {

    int size() {
      return groups.values().stream().mapToInt(group -> group.buckets().size()).sum();
    }

    long goodForNanos() {
      return nanos < CHEAP.toNanos() ? 0 : Math.min(nanos * TIMES_ITS_COST, LONGEST.toNanos());
    }
  }

  private final Clock clock;
  private final Ticker ticker;
  private final Cache<Key, Answer> answers;
  private final ConcurrentMap<Key, CompletableFuture<Answer>> beingMade = new ConcurrentHashMap<>();

  @Autowired
  SharedAccounts(Clock clock) {
    this(clock, Ticker.systemTicker());
  }

  SharedAccounts(Clock clock, Ticker ticker) {
    this.clock = clock;
    this.ticker = ticker;
    this.answers =
        Caffeine.newBuilder()
            .ticker(ticker)
            .maximumWeight(MOST_ACCOUNTS)
            .weigher((Key key, Answer answer) -> answer.size())
            .expireAfter(
                Expiry.creating(
                    (Key key, Answer answer) -> Duration.ofNanos(answer.goodForNanos())))
            .build();
  }

  /**
   * The accounts of groups, of buckets that follow each other without a gap.
   *
   * @param groupBy what makes the groups, as the caller wrote it
   */
  Map<String, GroupAccounts> of(
      @Nullable String groupBy,
      List<TimeRange> buckets,
      Supplier<Map<String, GroupAccounts>> account) {
    Duration toNow = Duration.between(buckets.getLast().to(), clock.instant()).abs();
    if (toNow.compareTo(NOW) > 0) {
      return account.get();
    }
    Key key = new Key(groupBy, buckets.stream().map(TimeRange::from).toList());
    Answer known = answers.getIfPresent(key);
    return (known == null ? madeOnce(key, account) : known).groups();
  }

  private Answer madeOnce(Key key, Supplier<Map<String, GroupAccounts>> account) {
    CompletableFuture<Answer> own = new CompletableFuture<>();
    CompletableFuture<Answer> others = beingMade.putIfAbsent(key, own);
    if (others != null) {
      return await(others);
    }
    try {
      Answer answer = timed(account);
      answers.put(key, answer);
      own.complete(answer);
      return answer;
    } catch (Throwable e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      beingMade.remove(key);
    }
  }

  private static Answer await(CompletableFuture<Answer> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private Answer timed(Supplier<Map<String, GroupAccounts>> account) {
    long begun = ticker.read();
    Map<String, GroupAccounts> groups = account.get();
    return new Answer(groups, ticker.read() - begun);
  }
}
