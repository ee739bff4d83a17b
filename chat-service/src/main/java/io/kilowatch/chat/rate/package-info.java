/** How much one person or one socket may say. */
@NullMarked
package io.kilowatch.chat.rate;

import org.jspecify.annotations.NullMarked;
