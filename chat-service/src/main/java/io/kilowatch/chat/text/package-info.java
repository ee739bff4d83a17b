/** What may be said: plain text. */
@NullMarked
package io.kilowatch.chat.text;

import org.jspecify.annotations.NullMarked;
