package io.kilowatch.edge;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RequestPredicates.HEAD;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Serves the built page; an address that the page itself will understand gets its index. */
@Configuration(proxyBeanMethods = false)
class Page {
  /** Not the page's: services', or nobody's. */
  private static final List<String> RESERVED =
      List.of("/api/", "/ws/", "/input/", "/internal/", "/actuator/");

  // Vite puts the content's hash into the names of what it puts there.
  private static final String HASHED = "assets/";

  private final Path directory;
  private final SecurityHeaders securityHeaders;

  Page(EdgeSettings settings) {
    this.directory = settings.frontendDirectory().toAbsolutePath().normalize();
    this.securityHeaders = new SecurityHeaders(settings.publicOrigin());
  }

  @Bean
  RouterFunction<ServerResponse> pageRoutes() {
    return RouterFunctions.route(
        GET("/**").or(HEAD("/**")).and(request -> !isReserved(request.path())), this::serve);
  }

  private static boolean isReserved(String path) {
    return RESERVED.stream().anyMatch(prefix -> (path + "/").startsWith(prefix));
  }

  private Mono<ServerResponse> serve(ServerRequest request) {
    Path file = directory.resolve(request.path().substring(1)).normalize();
    if (!file.startsWith(directory)) {
      return Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
    if (Files.isRegularFile(file)) {
      return answer(request, file, directory.relativize(file).toString().startsWith(HASHED));
    }
    Path index = directory.resolve("index.html");
    return isFileName(request.path()) || !Files.exists(index)
        ? Mono.error(new ResponseStatusException(HttpStatus.NOT_FOUND))
        : answer(request, index, false);
  }

  /**
   * A missing script must not be answered with the index, which would only fail later and less
   * clearly.
   */
  private static boolean isFileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1).contains(".");
  }

  /**
   * The build leaves what it has compressed beside each text: smaller than made while it is sent.
   */
  private static Path compressed(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }

  private static boolean takesGzip(ServerRequest request) {
    return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(coding -> coding.replace(" ", ""))
        .anyMatch(coding -> coding.matches("gzip(;q=(1|0\\.0*[1-9]).*)?"));
  }

  private Mono<ServerResponse> answer(ServerRequest request, Path file, boolean hashed) {
    MediaType type =
        MediaTypeFactory.getMediaType(file.getFileName().toString())
            .orElse(MediaType.APPLICATION_OCTET_STREAM);
    ServerResponse.BodyBuilder response = ServerResponse.ok();
    Path sent = file;
    if (Files.exists(compressed(file))) {
      response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
      if (takesGzip(request)) {
        response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        sent = compressed(file);
      }
    }
    return response
        .contentType(type)
        .cacheControl(
            hashed
                ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                : CacheControl.noCache())
        .headers(securityHeaders::apply)
        .bodyValue(new FileSystemResource(sent));
  }
}
