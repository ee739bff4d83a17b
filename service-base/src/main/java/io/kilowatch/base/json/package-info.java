/** JSON as every service reads and writes it: strict types in, UTC milliseconds out, bounded. */
@NullMarked
package io.kilowatch.base.json;

import org.jspecify.annotations.NullMarked;
