/**
 * Answers questions about what the packager has stored, and shows what comes in meanwhile. Reads
 * Cassandra through the series store, the fleet from the registry's directory and live values from
 * the exchange {@code live}; writes nothing.
 */
@NullMarked
package io.kilowatch.history;

import org.jspecify.annotations.NullMarked;
