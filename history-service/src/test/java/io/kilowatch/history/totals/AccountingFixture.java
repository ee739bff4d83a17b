package io.kilowatch.history.totals;

import io.kilowatch.base.carbon.CarbonIntensities;
import io.kilowatch.base.carbon.EmissionRate;
import io.kilowatch.base.directory.Directory;
import io.kilowatch.history.store.SeriesSource;
import java.time.Clock;

/** Accounting for the tests of who makes use of it. */
public final class AccountingFixture {

  private AccountingFixture() {}

  public static Accounting accounting(SeriesSource series, Directory directory, Clock clock) {
    EmissionRate emissions = new EmissionRate(CarbonIntensities.fromEnvironment(null));
    return new Accounting(series, directory, emissions, clock);
  }
}
