package io.kilowatch.benchmarks.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A STOMP client as a script would be: what it hears is handed on, one frame after the other. */
public final class StompSocket implements WebSocket.Listener, AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Consumer<String> bodies;
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<String> connected = new CompletableFuture<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final WebSocket socket;
  private CompletableFuture<WebSocket> sending;

  /**
   * Opens one and connects.
   *
   * @param bodies gets the body of each message
   */
  public StompSocket(HttpClient http, URI address, String token, Consumer<String> bodies)
      throws IOException {
    this.bodies = bodies;
    try {
      socket =
          http.newWebSocketBuilder()
              .header("Authorization", "Bearer " + token)
              .subprotocols("v12.stomp")
              .buildAsync(URI.create(address.toString().replaceFirst("^http", "ws")), this)
              .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
              .join();
      sending = CompletableFuture.completedFuture(socket);
      send("CONNECT\naccept-version:1.2\nhost:kilowatch\nheart-beat:0,0\n\n\0");
      String answer = connected.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      if (!answer.startsWith("CONNECTED")) {
        throw new IOException("the socket is refused: " + answer);
      }
    } catch (CompletionException e) {
      throw new IOException("no socket at " + address, e);
    }
  }

  public void subscribe(String id, String destination) {
    send("SUBSCRIBE\nid:" + id + "\ndestination:" + destination + "\n\n\0");
  }

  /** Says something; one that is closed says nothing any more. */
  public void say(String destination, String json) {
    send("SEND\ndestination:" + destination + "\ncontent-type:application/json\n\n" + json + "\0");
  }

  /** One after the other, as a socket wants it. */
  private synchronized void send(String frame) {
    sending =
        sending
            .exceptionally(failure -> socket)
            .thenCompose(before -> before.sendText(frame, true))
            .whenComplete((sent, failure) -> {
              if (failure != null) {
                end("broken: " + failure);
              }
            });
  }

  /** Completes with the reason once it is closed. */
  public CompletableFuture<String> closed() {
    return closed;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      hear(partial.toString());
      partial.setLength(0);
    }
    return WebSocket.Listener.super.onText(from, data, last);
  }

  private void hear(String frame) {
    connected.complete(frame);
    int body = frame.indexOf("\n\n");
    if (frame.startsWith("MESSAGE") && body > 0) {
      bodies.accept(frame.substring(body + 2, frame.lastIndexOf('\0')));
    } else if (frame.startsWith("ERROR")) {
      end(frame);
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    end(status + " " + reason);
    return WebSocket.Listener.super.onClose(from, status, reason);
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    end("broken: " + failure);
  }

  private void end(String reason) {
    connected.complete(reason);
    closed.complete(reason);
  }

  @Override
  public void close() {
    socket.abort();
    end("closed here");
  }
}
