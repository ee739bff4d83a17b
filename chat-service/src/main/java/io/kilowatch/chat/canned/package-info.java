/** Replies that engineers keep at hand. */
@NullMarked
package io.kilowatch.chat.canned;

import org.jspecify.annotations.NullMarked;
