package io.kilowatch.chat.live;

import io.kilowatch.base.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Something that a client says, as it came. */
record SaidFrame(@Nullable String clientId, @Nullable String text) {

  /**
   * Reads all of it.
   *
   * @throws ProblemException 400 if it is no such thing, or has more in it, such as a sender
   */
  static SaidFrame of(byte[] body, JsonMapper jsonMapper) {
    try {
      return jsonMapper.readValue(body, SaidFrame.class);
    } catch (UnrecognizedPropertyException e) {
      throw ProblemException.badRequest(e.getPropertyName(), "is not a known field");
    } catch (JacksonException e) {
      throw ProblemException.badRequest("body", "can't be read: " + e.getOriginalMessage());
    }
  }

  /**
   * What its client calls it, although the rest may be wrong; null where even that can't be read.
   */
  static @Nullable String clientIdOf(byte[] body, JsonMapper jsonMapper) {
    try {
      JsonNode clientId = jsonMapper.readTree(body).get("clientId");
      return clientId != null && clientId.isString() ? clientId.stringValue() : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
