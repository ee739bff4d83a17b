package io.kilowatch.e2e;

import io.kilowatch.benchmarks.load.SeriesSet;
import io.kilowatch.benchmarks.load.Walk;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sensors on the worst of lines: each sends one reading, a byte a second. Of each three, one begins
 * so with its first byte, one with its body, and one has only a few bytes left to send.
 */
final class SlowClients implements AutoCloseable {

  private static final int LEFT_TO_SEND = 5;
  private static final long BYTE_EVERY_MILLIS = 1_000;

  private enum Kind {
    ALL_OF_IT,
    ALL_OF_THE_BODY,
    THE_END
  }

  private static final class Client {

    private final Socket socket = new Socket();
    private final byte[] request;
    private final Kind kind;
    private int sent;
    private int status;
    private boolean cut;

    Client(URI address, Kind kind, String head, String body) throws IOException {
      this.request = (head + body).getBytes(StandardCharsets.US_ASCII);
      this.kind = kind;
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 30_000);
      send(
          switch (kind) {
            case ALL_OF_IT -> 1;
            case ALL_OF_THE_BODY -> head.length();
            case THE_END -> request.length - LEFT_TO_SEND;
          });
    }

    void send(int bytes) throws IOException {
      socket.getOutputStream().write(request, sent, bytes);
      sent += bytes;
    }

    /** One more byte, and a look at what came back. */
    void go() {
      try {
        if (status == 0 && !cut && sent < request.length) {
          send(1);
        }
        InputStream in = socket.getInputStream();
        if (status == 0 && in.available() >= 12) {
          status =
              Integer.parseInt(new String(in.readNBytes(12), StandardCharsets.US_ASCII), 9, 12, 10);
        }
      } catch (IOException e) {
        cut = true;
      }
    }
  }

  private final List<Client> clients = new ArrayList<>();
  private final SeriesSet finishing;
  private final Thread thread = Thread.ofPlatform().name("slow-clients").unstarted(this::goOn);
  private volatile boolean leaving;

  /** Connects so many, a multiple of three, each with the next reading of a series. */
  SlowClients(URI address, String key, SeriesSet series, int count) throws IOException {
    this.finishing = series;
    try {
      for (int i = 0; i < count; i++) {
        clients.add(client(address, key, Kind.values()[i % 3], i / 3));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    thread.start();
  }

  /** Those that get to the end have number after number; the others are some time later. */
  private Client client(URI address, String key, Kind kind, int number) throws IOException {
    int at = kind == Kind.THE_END ? number : number + 100_000;
    String body =
        "{\"serverId\":\"%s\",\"metric\":\"power\",\"timestamp\":%d,\"value\":%s}"
            .formatted(
                finishing.series().getFirst().serverId(),
                finishing.timestampMillis(at),
                Walk.hundredths(0, at) / 100.0);
    String head =
        "POST /api/v1/readings HTTP/1.1\r\nHost: %s\r\nX-API-Key: %s\r\n"
                .formatted(address.getAuthority(), key)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length());
    return new Client(address, kind, head, body);
  }

  private void goOn() {
    while (!leaving) {
      long begun = System.nanoTime();
      clients.forEach(Client::go);
      long taken = (System.nanoTime() - begun) / 1_000_000;
      Api.pause(Duration.ofMillis(Math.max(0, BYTE_EVERY_MILLIS - taken)));
    }
  }

  /** Ends the sending; the connections stay as they are. */
  void stop() throws InterruptedException {
    leaving = true;
    thread.join();
  }

  long finishing() {
    return clients.stream().filter(client -> client.kind == Kind.THE_END).count();
  }

  long acknowledged() {
    return clients.stream().filter(client -> client.status == 202).count();
  }

  long refused() {
    return clients.stream().filter(client -> client.status != 0).count() - acknowledged();
  }

  long cut() {
    return clients.stream().filter(client -> client.cut && client.status == 0).count();
  }

  @Override
  public void close() throws IOException {
    leaving = true;
    for (Client client : clients) {
      client.socket.close();
    }
  }
}
