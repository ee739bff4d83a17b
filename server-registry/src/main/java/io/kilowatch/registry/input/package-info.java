/** Reads what a request is conditional on, and what it searches for. */
@NullMarked
package io.kilowatch.registry.input;

import org.jspecify.annotations.NullMarked;
