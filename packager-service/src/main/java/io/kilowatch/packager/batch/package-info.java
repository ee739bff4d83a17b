/**
 * The reading path. Nothing is lost here: a delivery is acknowledged only after Cassandra has all
 * its good readings and the dead-letter queue has confirmed its bad ones. When either is away the
 * channel closes, which hands everything unacknowledged back to the broker, and the readings come
 * again; storing them twice is storing them once.
 */
@NullMarked
package io.kilowatch.packager.batch;

import org.jspecify.annotations.NullMarked;
