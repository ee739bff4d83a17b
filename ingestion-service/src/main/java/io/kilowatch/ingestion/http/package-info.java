/** The platform's own HTTP transport of readings. */
@NullMarked
package io.kilowatch.ingestion.http;

import org.jspecify.annotations.NullMarked;
