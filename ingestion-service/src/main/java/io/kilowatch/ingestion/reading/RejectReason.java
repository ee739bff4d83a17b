package io.kilowatch.ingestion.reading;

import java.util.Locale;

/** Why a single reading was not taken; each has a counter. */
public enum RejectReason {
  MALFORMED,
  UNKNOWN_FIELD,
  DUPLICATE_FIELD,
  MISSING_FIELD,
  WRONG_TYPE,
  BAD_TIMESTAMP,
  IN_THE_FUTURE,
  TOO_OLD,
  NOT_FINITE,
  OUT_OF_RANGE,
  UNKNOWN_METRIC,
  UNKNOWN_SERVER,
  RETIRED_SERVER,
  NOT_ENTITLED;

  /** Name as it is counted under. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
