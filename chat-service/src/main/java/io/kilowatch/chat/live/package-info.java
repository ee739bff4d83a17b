/**
 * The web socket: what people say and mark comes in, and whoever may see a conversation is told of
 * it. What is told may be lost and is then found in the store.
 */
@NullMarked
package io.kilowatch.chat.live;

import org.jspecify.annotations.NullMarked;
