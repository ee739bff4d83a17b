package io.kilowatch.edge;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Encodes what EmonCMS clients put into a query as it is, such as {@code fulljson={"power":1}}: the
 * edge's own URI parser would refuse the request.
 */
@Component
class RawQueries implements NettyServerCustomizer {
  private static final String RAW = "{}\"|\\^<>`";
  private static final String BRACKETS = "[]";
  private static final ChannelHandler ENCODER = new Encoder();

  @Override
  public HttpServer apply(HttpServer server) {
    return server.doOnChannelInit((observer, channel, address) ->
        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "kilowatch.rawQueries", ENCODER));
  }

  static String encoded(String uri) {
    int query = uri.indexOf('?') + 1;
    if (query == 0) {
      return uri;
    }
    String raw = takesBrackets(uri, query) ? RAW : RAW + BRACKETS;
    StringBuilder encoded = new StringBuilder(uri.length() + 16).append(uri, 0, query);
    for (int i = query; i < uri.length(); i++) {
      char character = uri.charAt(i);
      if (raw.indexOf(character) < 0) {
        encoded.append(character);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
      }
    }
    return encoded.toString();
  }

  /**
   * Ingestion does, which has no room for a bulk of thrice its brackets; Tomcat, behind the other
   * paths, does not. Next to an encoded character the gateway would encode all anew.
   */
  private static boolean takesBrackets(String uri, int query) {
    return uri.startsWith("/input/")
        && uri.chars().skip(query).noneMatch(c -> c == '%' || RAW.indexOf(c) >= 0);
  }

  @ChannelHandler.Sharable
  private static final class Encoder extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        request.setUri(encoded(request.uri()));
      }
      context.fireChannelRead(message);
    }
  }
}
