package io.kilowatch.ingestion.http;

import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;

/** A header of the request has a value that means nothing. */
final class BadHeader extends Refusal {

  private final String header;

  BadHeader(String header, String detail) {
    super(RefusalCause.BAD_PARAMETER, detail);
    this.header = header;
  }

  String header() {
    return header;
  }
}
