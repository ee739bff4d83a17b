package io.kilowatch.registry.server;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.base.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a table of servers. */
@RestController
class ImportController {

  private static final int MOST_BYTES = 1024 * 1024;

  private final ServerImport servers;

  ImportController(ServerImport servers) {
    this.servers = servers;
  }

  @PostMapping(path = "/api/v1/servers/import", consumes = "text/csv")
  @Operation(
      summary = "Registers servers from a table, each good row by itself",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              description = "Columns: name, site, rack, cores, source, idle, peak",
              content = @Content(mediaType = "text/csv", schema = @Schema(type = "string"))))
  @PreAuthorize("hasRole('ENGINEER')")
  ImportReport run(
      CurrentUser actor, InputStream body, @RequestParam(defaultValue = "false") boolean dryRun)
      throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "At most 1 MiB at a time.");
    }
    return servers.run(actor, text(bytes), dryRun);
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.badRequest("body", "is not UTF-8");
    }
  }
}
