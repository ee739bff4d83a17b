package io.kilowatch.chat.event;

/** This process among those of the service. */
public record Replica(String id) {}
