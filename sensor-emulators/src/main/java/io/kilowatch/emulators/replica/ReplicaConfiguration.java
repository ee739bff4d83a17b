package io.kilowatch.emulators.replica;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires this replica to the others. */
@Configuration(proxyBeanMethods = false)
class ReplicaConfiguration {

  @Bean
  Replicas replicas(Clock clock) {
    return new Replicas(UUID.randomUUID().toString(), clock.instant());
  }

  @Bean
  Queue replicaQueue() {
    return new AnonymousQueue();
  }

  @Bean
  Declarables replicaBinding(@Qualifier("replicaQueue") Queue queue) {
    FanoutExchange exchange = new FanoutExchange(ReplicaChannel.EXCHANGE);
    return new Declarables(exchange, BindingBuilder.bind(queue).to(exchange));
  }

  @Bean
  ReplicaChannel replicaChannel(
      Replicas replicas,
      List<SharedState<?>> states,
      AmqpTemplate broker,
      JsonMapper json,
      Clock clock) {
    return new ReplicaChannel(replicas, states, broker, json, clock);
  }

  @Bean
  SimpleMessageListenerContainer replicaListener(
      ConnectionFactory connections,
      @Qualifier("replicaQueue") Queue queue,
      ReplicaChannel channel) {
    SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
    container.setQueues(queue);
    container.setMissingQueuesFatal(false);
    container.setDefaultRequeueRejected(false);
    container.setRecoveryInterval(1000);
    container.setMessageListener(channel);
    return container;
  }
}
