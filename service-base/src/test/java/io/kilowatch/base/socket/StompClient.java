package io.kilowatch.base.socket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A STOMP client, as a browser page or a script would be. */
public final class StompClient implements WebSocket.Listener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private StompClient() {}

  /** Opens a socket with these headers; throws what the handshake was refused with. */
  public static StompClient open(HttpClient http, URI address, String... headers) throws Throwable {
    StompClient client = new StompClient();
    WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols("v12.stomp");
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    try {
      client.socket = builder.buildAsync(address, client).join();
      return client;
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  /** Sends CONNECT and waits for its answer, whichever it is. */
  public String connect(String... headers) {
    send("CONNECT", "", concat(headers, "accept-version", "1.2", "host", "x", "heart-beat", "0,0"));
    return next();
  }

  public StompClient connected(String... headers) {
    String answer = connect(headers);
    if (!answer.startsWith("CONNECTED")) {
      throw new AssertionError(answer);
    }
    return this;
  }

  public StompClient subscribe(String id, String destination) {
    send("SUBSCRIBE", "", "id", id, "destination", destination);
    return this;
  }

  public void send(String command, String body, String... headers) {
    StringBuilder frame = new StringBuilder(command).append('\n');
    for (int i = 0; i < headers.length; i += 2) {
      frame.append(headers[i]).append(':').append(headers[i + 1]).append('\n');
    }
    socket.sendText(frame.append('\n').append(body).append('\0'), true).join();
  }

  /** The next frame. */
  public String next() {
    String frame = next(PATIENCE);
    if (frame == null) {
      throw new AssertionError("no frame came");
    }
    return frame;
  }

  /** The next frame, or null if none comes. */
  public String next(Duration patience) {
    try {
      return frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Why the socket was closed. */
  public String awaitClosed(Duration patience) throws Exception {
    return closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  public boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      frames.add(partial.toString());
      partial.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
    closed.complete(status + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete("broken: " + error);
  }

  private static String[] concat(String[] first, String... second) {
    String[] all = new String[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
