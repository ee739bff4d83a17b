/** Figures of all servers together. */
@NullMarked
package io.kilowatch.history.fleet;

import org.jspecify.annotations.NullMarked;
