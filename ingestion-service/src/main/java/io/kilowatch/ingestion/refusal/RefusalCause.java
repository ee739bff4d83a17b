package io.kilowatch.ingestion.refusal;

import java.util.Locale;

/** Why a request as a whole was not taken, and the status that says so. */
public enum RefusalCause {
  NO_VALID_KEY(401, "No valid ingest key"),
  DIRECTORY_NOT_LOADED(503, "Ingest keys not known yet"),
  BAD_PARAMETER(400, "Bad parameter"),
  MALFORMED_BODY(400, "Body cannot be read"),
  NOTHING_ACCEPTED(400, "No reading could be taken"),
  BODY_LATE(408, "Body did not come to its end"),
  LENGTH_REQUIRED(411, "Content-Length missing"),
  BODY_TOO_LARGE(413, "Body too large"),
  TOO_MANY_READINGS(413, "Too many readings"),
  UNSUPPORTED_TYPE(415, "Unsupported content type"),
  UNSUPPORTED_ENCODING(415, "Unsupported content encoding"),
  OVER_RATE(429, "Over the key's rate"),
  BROKER_AWAY(503, "Broker away"),
  BROKER_BLOCKED(503, "Broker takes nothing at the moment"),
  BUSY(503, "Too much in flight"),
  OUTCOME_UNKNOWN(503, "Outcome unknown");

  private final int status;
  private final String title;

  RefusalCause(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** Status of the HTTP answer. */
  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Name as it is counted under. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
