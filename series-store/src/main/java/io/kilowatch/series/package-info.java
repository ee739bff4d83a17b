/**
 * Readings of one series as columns, and what stores them: codec, roll-ups and the Cassandra
 * tables.
 */
@NullMarked
package io.kilowatch.series;

import org.jspecify.annotations.NullMarked;
