package io.kilowatch.scheduler.intensity.electricitymaps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers requests with what was recorded for them, and records the requests. */
public final class RecordedServer implements AutoCloseable {

  private record Recorded(int status, String body, String... headers) {}

  private final HttpServer http;
  private final Map<String, Queue<Recorded>> once = new ConcurrentHashMap<>();
  private final Map<String, Recorded> always = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private volatile Recorded others = new Recorded(404, "");

  public RecordedServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  /** The text of a file beside this class. */
  public static String recording(String name) throws IOException {
    try (InputStream file = RecordedServer.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  public void answer(String request, int status, String body) {
    always.put(request, new Recorded(status, body));
  }

  public void answerOthers(int status, String body) {
    others = new Recorded(status, body);
  }

  /** Before what it is answered always; several in their order. */
  void answerOnce(String request, int status, String body, String... headers) {
    once.computeIfAbsent(request, key -> new ArrayDeque<>())
        .add(new Recorded(status, body, headers));
  }

  public List<String> requests() {
    return requests;
  }

  List<String> tokens() {
    return tokens;
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String request = uri.getPath() + "?" + uri.getQuery();
    requests.add(request);
    tokens.add(exchange.getRequestHeaders().getFirst("auth-token"));
    Recorded first = once.getOrDefault(request, new ArrayDeque<>()).poll();
    Recorded recorded = first == null ? always.getOrDefault(request, others) : first;
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    for (int i = 0; i < recorded.headers().length; i += 2) {
      exchange.getResponseHeaders().set(recorded.headers()[i], recorded.headers()[i + 1]);
    }
    byte[] body = recorded.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(recorded.status(), body.length == 0 ? -1 : body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
