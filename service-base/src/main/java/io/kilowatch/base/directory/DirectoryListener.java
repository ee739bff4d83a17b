package io.kilowatch.base.directory;

import io.kilowatch.contracts.registry.DirectoryEntry;

/** Told of each change of the directory, once it is visible there. */
@FunctionalInterface
public interface DirectoryListener {

  /** Called on the directory's own thread, in order for one entry; must not block. */
  void changed(DirectoryEntry entry);
}
