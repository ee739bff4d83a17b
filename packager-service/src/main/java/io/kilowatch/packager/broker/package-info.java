/** Raw connections to the broker, and publishing that must not lose anything. */
@NullMarked
package io.kilowatch.packager.broker;

import org.jspecify.annotations.NullMarked;
