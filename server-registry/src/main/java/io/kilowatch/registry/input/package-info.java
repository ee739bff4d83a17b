/** Collects what is wrong with a request. */
@NullMarked
package io.kilowatch.registry.input;

import org.jspecify.annotations.NullMarked;
