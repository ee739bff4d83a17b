/** Reads what a request is conditional on. */
@NullMarked
package io.kilowatch.registry.input;

import org.jspecify.annotations.NullMarked;
