/** What happens in the chat, told to whoever listens here and at every other replica. */
@NullMarked
package io.kilowatch.chat.event;

import org.jspecify.annotations.NullMarked;
