/** Who takes part, as their tokens name them. */
@NullMarked
package io.kilowatch.chat.person;

import org.jspecify.annotations.NullMarked;
