/** Ids and secrets that nobody can guess. */
@NullMarked
package io.kilowatch.base.identifier;

import org.jspecify.annotations.NullMarked;
