/** The newest values of a series on their way to whoever watches. */
@NullMarked
package io.kilowatch.contracts.live;

import org.jspecify.annotations.NullMarked;
