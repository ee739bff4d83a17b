/** The servers, sites and ingest keys of the registry, held in memory and kept fresh. */
@NullMarked
package io.kilowatch.base.directory;

import org.jspecify.annotations.NullMarked;
