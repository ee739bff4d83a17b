/** Ingest keys, with which sensors send readings. */
@NullMarked
package io.kilowatch.registry.key;

import org.jspecify.annotations.NullMarked;
