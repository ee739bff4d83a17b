/** Settings that hold for every service unless it says otherwise. */
@NullMarked
package io.kilowatch.base.boot;

import org.jspecify.annotations.NullMarked;
