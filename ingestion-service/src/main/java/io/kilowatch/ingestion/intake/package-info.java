/** The one place that takes readings: every transport calls it, and everything is counted here. */
@NullMarked
package io.kilowatch.ingestion.intake;

import org.jspecify.annotations.NullMarked;
