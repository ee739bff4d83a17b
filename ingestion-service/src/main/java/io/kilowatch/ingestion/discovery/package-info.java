/** What this service announces of itself. */
@NullMarked
package io.kilowatch.ingestion.discovery;

import org.jspecify.annotations.NullMarked;
