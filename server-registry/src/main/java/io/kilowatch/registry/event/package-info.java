/** Tells the other services of changes, as a courtesy: they also ask. */
@NullMarked
package io.kilowatch.registry.event;

import org.jspecify.annotations.NullMarked;
