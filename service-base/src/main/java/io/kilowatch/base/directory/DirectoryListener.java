package io.kilowatch.base.directory;

import io.kilowatch.contracts.registry.DirectoryEntry;

/** Told of each change of the directory, once it is visible there. */
@FunctionalInterface
public interface DirectoryListener {

  /**
   * Called on the directory's own thread, in order for one entry; must not block.
   *
   * @param entry as it is now; as it was last, where it is gone
   */
  void changed(DirectoryEntry entry);
}
