package io.kilowatch.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;

/** Stands for all services: says what reached it, echoes web sockets, streams when told to. */
final class Backend implements AutoCloseable {
  private static final int LONGEST_LINE_BYTES = 8 * 1024;

  private final CompletableFuture<String> lastLine = new CompletableFuture<>();
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(LONGEST_LINE_BYTES))
          .route(routes ->
              routes
                  .ws(
                      "/ws/live",
                      (in, out) ->
                          out.sendString(
                              Mono.just("origin " + in.headers().get(HttpHeaderNames.ORIGIN))
                                  .concatWith(in.receive().asString())))
                  .get(
                      "/api/v1/history/slow.csv",
                      (request, response) ->
                          response
                              .header(HttpHeaderNames.CONTENT_TYPE, "text/csv")
                              .send(
                                  Flux.just("first\n")
                                      .concatWith(Mono.fromFuture(lastLine))
                                      .map(Backend::buffer),
                                  flushEach -> true))
                  .post(
                      "/api/v1/readings",
                      (request, response) ->
                          response.sendString(
                              request
                                  .receive()
                                  .map(buffer -> buffer.readableBytes())
                                  .reduce(0, Integer::sum)
                                  .map(String::valueOf)))
                  .get(
                      "/**",
                      (request, response) ->
                          response
                              .header(HttpHeaderNames.CONTENT_TYPE, "text/plain")
                              .sendString(Mono.just(describe(request)))))
          .bindNow();

  private static ByteBuf buffer(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  private static String describe(HttpServerRequest request) {
    StringBuilder text = new StringBuilder(request.uri()).append('\n');
    request
        .requestHeaders()
        .forEach(header ->
            text.append(header.getKey().toLowerCase())
                .append(": ")
                .append(header.getValue())
                .append('\n'));
    return text.toString();
  }

  /** Has the stream, which has sent its first line, send the last. */
  void endStream() {
    lastLine.complete("last\n");
  }

  String uri() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
