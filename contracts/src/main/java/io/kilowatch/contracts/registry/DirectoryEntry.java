package io.kilowatch.contracts.registry;

/** Something that the registry keeps and tells the other services about. */
public sealed interface DirectoryEntry permits ServerEntry, SiteEntry, IngestKeyEntry {

  String id();

  /** Grows with each change of any entry; the entry with the higher one is the newer. */
  long revision();
}
