package io.kilowatch.base.carbon;

import io.kilowatch.contracts.registry.EnergyPeriod;
import io.kilowatch.contracts.registry.EnergySpecification;
import io.kilowatch.contracts.registry.ServerEntry;
import io.kilowatch.contracts.registry.SiteEntry;
import io.kilowatch.contracts.registry.SitePeriod;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Finds what held at a time, so that an edit changes the future only. Before the first period its
 * values hold too: readings may be older than the server's registration.
 */
public final class EffectivePeriods {

  private EffectivePeriods() {}

  public static EnergySpecification energy(ServerEntry server, Instant at) {
    return at(server.periods(), EnergyPeriod::validFrom, at).energy();
  }

  public static SitePeriod site(SiteEntry site, Instant at) {
    return at(site.periods(), SitePeriod::validFrom, at);
  }

  private static <P> P at(List<P> oldestFirst, Function<P, Instant> validFrom, Instant at) {
    return oldestFirst.reversed().stream()
        .filter(period -> !validFrom.apply(period).isAfter(at))
        .findFirst()
        .orElseGet(oldestFirst::getFirst);
  }
}
