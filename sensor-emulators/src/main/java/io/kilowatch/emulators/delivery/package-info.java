/** The way of readings from the loop to ingestion, over a bounded buffer. */
@NullMarked
package io.kilowatch.emulators.delivery;

import org.jspecify.annotations.NullMarked;
