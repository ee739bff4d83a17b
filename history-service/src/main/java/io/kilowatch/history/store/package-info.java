/** The way to the stored series, from a start without Cassandra to its return after an outage. */
@NullMarked
package io.kilowatch.history.store;

import org.jspecify.annotations.NullMarked;
