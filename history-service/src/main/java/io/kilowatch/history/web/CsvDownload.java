package io.kilowatch.history.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/**
 * Writes CSV while it is read from the store, on the request's own virtual thread.
 *
 * <p>Writing blocks when the client is slow, so memory stays bounded; it fails when the client is
 * gone, so reading stops.
 */
public final class CsvDownload {

  private static final Logger LOG = LoggerFactory.getLogger(CsvDownload.class);

  private final Writer out;
  private final StringBuilder line = new StringBuilder();

  private CsvDownload(Writer out) {
    this.out = out;
  }

  /**
   * Answers with a file.
   *
   * @param rows writes the header row and the others
   */
  public static void send(HttpServletResponse response, String fileName, Consumer<CsvDownload> rows)
      throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment()
            .filename(fileName, StandardCharsets.UTF_8)
            .build()
            .toString());
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
    try {
      rows.accept(new CsvDownload(out));
      out.flush();
    } catch (UncheckedIOException e) {
      LOG.debug("the client of a download has gone: {}", e.getMessage());
    } catch (RuntimeException e) {
      fail(response, e);
    }
  }

  /**
   * A problem while there is still time for one; afterwards the connection must break, lest the
   * half of a file be taken for the whole. For that the exception has to reach the container, and
   * does so only if neither it nor its cause is one that becomes a problem.
   */
  private static void fail(HttpServletResponse response, RuntimeException e) throws IOException {
    if (!response.isCommitted()) {
      response.reset();
      throw e;
    }
    LOG.warn("a download broke off", e);
    throw new IOException("the download broke off: " + e.getMessage());
  }

  public CsvDownload cell(String text) {
    line.append(line.isEmpty() ? "" : ",").append(text);
    return this;
  }

  public CsvDownload cell(double value) {
    line.append(',').append(value);
    return this;
  }

  /** Ends the row, as RFC 4180 has it. */
  public void endRow() {
    try {
      out.append(line).append("\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.setLength(0);
  }
}
