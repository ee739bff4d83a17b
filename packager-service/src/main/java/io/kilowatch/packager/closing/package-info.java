/** Hours that are over, merged into one segment each, with their roll-up. */
@NullMarked
package io.kilowatch.packager.closing;

import org.jspecify.annotations.NullMarked;
