package io.kilowatch.base.socket;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.messaging.support.MessageHandlingRunnable;

/** A frame for a socket, which goes out by running what the test wants. */
public record FakeFrame(String socketId, Runnable sending) implements MessageHandlingRunnable {

  @Override
  public void run() {
    sending.run();
  }

  @Override
  public Message<?> getMessage() {
    SimpMessageHeaderAccessor headers = SimpMessageHeaderAccessor.create(SimpMessageType.MESSAGE);
    headers.setSessionId(socketId);
    return MessageBuilder.createMessage("VALUE", headers.getMessageHeaders());
  }

  @Override
  public MessageHandler getMessageHandler() {
    return message -> sending.run();
  }
}
