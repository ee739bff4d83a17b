package io.kilowatch.registry.server;

import io.kilowatch.base.input.TextBody;
import io.kilowatch.base.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes a table of servers. */
@RestController
class ImportController {

  private static final int MOST_KIBIBYTES = 1024;

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
    return servers.run(actor, TextBody.read(body, MOST_KIBIBYTES), dryRun);
  }
}
