/**
 * Support chat: people who need help talk to the engineers who run the servers. Messages come in
 * and go out over HTTP and a web socket; one is in MongoDB before its sender hears that it was
 * sent, and has a number in its conversation that leaves no gap, so that whoever missed something
 * knows, and asks for it.
 */
@NullMarked
package io.kilowatch.chat;

import org.jspecify.annotations.NullMarked;
