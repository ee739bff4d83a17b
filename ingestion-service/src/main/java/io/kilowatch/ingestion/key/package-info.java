/** Which ingest key a request came with, and how much it may send. */
@NullMarked
package io.kilowatch.ingestion.key;

import org.jspecify.annotations.NullMarked;
