package io.kilowatch.base.socket;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketHandlerDecorator;

/** Tells {@link OpenSockets} of sockets as they open and close. */
final class SocketTracking extends WebSocketHandlerDecorator {

  private final OpenSockets sockets;

  SocketTracking(WebSocketHandler handler, OpenSockets sockets) {
    super(handler);
    this.sockets = sockets;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession socket) throws Exception {
    sockets.opened(socket);
    super.afterConnectionEstablished(socket);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession socket, CloseStatus status) throws Exception {
    sockets.closed(socket);
    super.afterConnectionClosed(socket, status);
  }
}
