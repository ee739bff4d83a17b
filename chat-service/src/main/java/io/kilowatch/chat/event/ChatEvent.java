package io.kilowatch.chat.event;

/**
 * Something that has happened and that sockets at any replica may have to be told of; a record that
 * JSON can hold. It may be lost: whoever must know of it can find it in the store.
 */
public interface ChatEvent {}
