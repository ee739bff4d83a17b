package io.kilowatch.chat.event;

import tools.jackson.databind.JsonNode;

/**
 * An event on its way between replicas.
 *
 * @param replica where it happened
 * @param type its name in {@link EventTypes}
 */
record Envelope(String replica, String type, JsonNode event) {}
