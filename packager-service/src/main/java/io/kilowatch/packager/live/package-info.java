/** The newest values on their way to whoever watches: lossy, and never in storage's way. */
@NullMarked
package io.kilowatch.packager.live;

import org.jspecify.annotations.NullMarked;
