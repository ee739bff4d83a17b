/** The Cassandra tables: append readings, read a range of a series, close an hour. */
@NullMarked
package io.kilowatch.series.store;

import org.jspecify.annotations.NullMarked;
