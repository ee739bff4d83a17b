/** Reads what requests bring, and collects what is wrong with it. */
@NullMarked
package io.kilowatch.base.input;

import org.jspecify.annotations.NullMarked;
