package io.kilowatch.base.directory;

import io.kilowatch.contracts.registry.RegistryEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Applies registry events as they come; a lost or unreadable one is made up for by the next poll.
 */
final class DirectoryEvents implements MessageListener {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryEvents.class);

  private final Directory directory;
  private final DirectorySettings settings;
  private final JsonMapper jsonMapper;

  DirectoryEvents(Directory directory, DirectorySettings settings, JsonMapper jsonMapper) {
    this.directory = directory;
    this.settings = settings;
    this.jsonMapper = jsonMapper;
  }

  @Override
  public void onMessage(Message message) {
    try {
      RegistryEvent event = jsonMapper.readValue(message.getBody(), RegistryEvent.class);
      if (event.server() != null) {
        directory.apply(event.server());
      }
      if (event.site() != null) {
        directory.apply(event.site());
      }
      if (event.key() != null && settings.keys()) {
        directory.apply(event.key());
      }
    } catch (JacksonException e) {
      LOG.warn("a registry event can't be read: {}", e.getOriginalMessage());
    }
  }
}
