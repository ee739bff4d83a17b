/** Collects what is wrong with a request. */
@NullMarked
package io.kilowatch.base.input;

import org.jspecify.annotations.NullMarked;
