package io.kilowatch.registry.key;

/** A key on its way to the one who asked for it, once. */
public record IssuedKey(String id, String ingestKey) {}
