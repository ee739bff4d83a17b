package io.kilowatch.registry;

/** What the registry's tests run against, one after the other. */
public enum StoreKind {
  /** The document store of the local platform. */
  EMBEDDED,
  /** MongoDB 8 as a replica set, where a container engine answers. */
  MONGODB
}
