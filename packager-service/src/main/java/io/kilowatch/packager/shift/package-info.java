/** Work that needs both the store and the broker, and begins again when either was away. */
@NullMarked
package io.kilowatch.packager.shift;

import org.jspecify.annotations.NullMarked;
