/** Messages: kept once, numbered without gaps, changed for a short while. */
@NullMarked
package io.kilowatch.chat.message;

import org.jspecify.annotations.NullMarked;
