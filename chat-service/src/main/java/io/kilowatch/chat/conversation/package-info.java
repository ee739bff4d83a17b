/** Conversations: who may see which, who looks after them, and what of them has been read. */
@NullMarked
package io.kilowatch.chat.conversation;

import org.jspecify.annotations.NullMarked;
