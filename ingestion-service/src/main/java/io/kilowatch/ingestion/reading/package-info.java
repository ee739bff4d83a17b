/**
 * From bytes to runs of readings: decoding and validation.
 *
 * <p>This is the hottest code of the service. On the happy path it makes no object for a reading:
 * text is compared where the parser has it, and numbers go straight into the arrays of their
 * series.
 */
@NullMarked
package io.kilowatch.ingestion.reading;

import org.jspecify.annotations.NullMarked;
