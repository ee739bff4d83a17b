package io.kilowatch.registry.topology;

import io.kilowatch.contracts.BrokerNames;
import io.kilowatch.contracts.discovery.Announcement;
import io.kilowatch.contracts.discovery.Participant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.Exchange;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears announcements. A lost one does no harm, as the next follows within a minute: so what can't
 * be read or kept is dropped, and the queue goes when no replica listens.
 */
@Component
class AnnouncementListener {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementListener.class);

  private final Participants participants;
  private final JsonMapper jsonMapper;

  AnnouncementListener(Participants participants, JsonMapper jsonMapper) {
    this.participants = participants;
    // Participants of others may say more than we know.
    this.jsonMapper =
        jsonMapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  }

  @RabbitListener(
      id = "topology",
      bindings =
          @QueueBinding(
              value = @Queue(name = "registry.topology", durable = "true", autoDelete = "true"),
              exchange = @Exchange(name = BrokerNames.DISCOVERY_EXCHANGE, type = "topic"),
              key = "#"))
  void announced(Message message) {
    try {
      Participant participant =
          jsonMapper.readValue(message.getBody(), Announcement.class).payload();
      participants.announced(participant);
    } catch (DataAccessException e) {
      LOG.warn("an announcement is not kept: {}", e.getMessage());
    } catch (RuntimeException e) { // Whatever others put into it: the broker would send it again.
      LOG.debug("an announcement can't be read: {}", e.getMessage());
    }
  }
}
