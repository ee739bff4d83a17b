/** The web socket: new values, to whoever watches. */
@NullMarked
package io.kilowatch.history.live;

import org.jspecify.annotations.NullMarked;
