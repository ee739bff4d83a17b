package io.kilowatch.contracts.registry;

/** What an ingest key may send readings for. */
public enum KeyScope {
  /** One server whose sensors are external. */
  SERVER,
  /** Every server of one site whose sensors are external. */
  SITE,
  /** Every server whose sensors are emulated. */
  EMULATORS
}
