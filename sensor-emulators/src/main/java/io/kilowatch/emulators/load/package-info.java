/**
 * How busy a server is when nothing real tells: a daily shape with noise, the same on every
 * replica.
 */
@NullMarked
package io.kilowatch.emulators.load;

import org.jspecify.annotations.NullMarked;
