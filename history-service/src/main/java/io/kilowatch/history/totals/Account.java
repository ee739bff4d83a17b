package io.kilowatch.history.totals;

import io.kilowatch.contracts.reading.Origin;
import io.kilowatch.series.rollup.Integral;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up energy, emissions and cost, of one server or of many, over one bucket or several. */
public final class Account {

  private static final double JOULES_PER_KWH = 3_600_000;
  private static final double SECONDS_PER_HOUR = 3_600;

  private long spanMillis;
  private double joules;
  private long coveredMillis;
  private double sensorGrams;
  private long sensorMillis;
  private double modelGrams;
  private long modelMillis;
  private final Map<String, Double> costs = new TreeMap<>();
  private final Set<Origin> origins = EnumSet.noneOf(Origin.class);

  /** An empty account of no time. */
  public Account() {}

  static double kwh(double joules) {
    return joules / JOULES_PER_KWH;
  }

  /** Accounts for so much time, whether there are readings or not. */
  void span(long millis) {
    spanMillis += millis;
  }

  /** Accounts, until now, for the time that there are readings of. */
  void spanWhatIsCovered() {
    spanMillis = Math.max(coveredMillis, sensorMillis + modelMillis);
  }

  /** What its power sensor said, with where that came from. */
  void drawn(Integral watts, Set<Origin> from) {
    joules += watts.valueSeconds();
    origins.addAll(from);
    coveredMillis += watts.coveredMillis();
  }

  void paid(String currency, double amount) {
    costs.merge(currency, amount, Double::sum);
  }

  /** What the CO2 sensor said, in grams an hour. */
  void emittedBySensor(Integral gramsPerHour) {
    sensorGrams += gramsPerHour.valueSeconds() / SECONDS_PER_HOUR;
    sensorMillis += gramsPerHour.coveredMillis();
  }

  /** What follows from power where the CO2 sensor said nothing. */
  void emittedByModel(Integral watts, double gramsPerKwh) {
    modelGrams += kwh(watts.valueSeconds()) * gramsPerKwh;
    modelMillis += watts.coveredMillis();
  }

  public void add(Account other) {
    spanMillis += other.spanMillis;
    joules += other.joules;
    coveredMillis += other.coveredMillis;
    sensorGrams += other.sensorGrams;
    sensorMillis += other.sensorMillis;
    modelGrams += other.modelGrams;
    modelMillis += other.modelMillis;
    other.costs.forEach(this::paid);
    origins.addAll(other.origins);
  }

  public Totals totals() {
    List<Totals.Money> money = money();
    return new Totals(
        kwh(joules),
        sensorGrams + modelGrams,
        basis(),
        cost(money),
        money.size() == 1 ? money.getFirst().currency() : null,
        money,
        share(coveredMillis),
        share(sensorMillis + modelMillis),
        origins.stream().map(origin -> origin.name().toLowerCase(Locale.ROOT)).toList());
  }

  private @Nullable String basis() {
    if (sensorMillis > 0) {
      return modelMillis > 0 ? "mixed" : "co2-sensor";
    }
    return modelMillis > 0 ? "power-model" : null;
  }

  /** Nothing in one currency and something in another is something; nothing in all is nothing. */
  private List<Totals.Money> money() {
    List<Totals.Money> all =
        costs.entrySet().stream()
            .map(cost -> new Totals.Money(cost.getKey(), cost.getValue()))
            .toList();
    List<Totals.Money> some = all.stream().filter(money -> money.amount() != 0).toList();
    return some.isEmpty() ? all.stream().limit(1).toList() : some;
  }

  /** Amounts in several currencies, or of a site nobody knows any more, make no sum. */
  private @Nullable Double cost(List<Totals.Money> money) {
    if (money.isEmpty()) {
      return joules == 0 ? 0.0 : null;
    }
    return money.size() == 1 ? money.getFirst().amount() : null;
  }

  private double share(long millis) {
    return spanMillis == 0 ? 0 : (double) millis / spanMillis;
  }
}
