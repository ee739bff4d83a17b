/** The engineers whom the chat knows, so that one can hand a conversation over to another. */
@NullMarked
package io.kilowatch.chat.engineer;

import org.jspecify.annotations.NullMarked;
