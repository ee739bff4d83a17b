/** Readings on their way from ingestion to the packager, many to a broker message. */
@NullMarked
package io.kilowatch.contracts.reading;

import org.jspecify.annotations.NullMarked;
