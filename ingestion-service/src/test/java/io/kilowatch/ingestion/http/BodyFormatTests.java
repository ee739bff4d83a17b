package io.kilowatch.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kilowatch.ingestion.refusal.Refusal;
import io.kilowatch.ingestion.refusal.RefusalCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyFormatTests {

  @ParameterizedTest
  @CsvSource({
    "application/json, DOCUMENT",
    "application/json; charset=utf-8, DOCUMENT",
    "APPLICATION/JSON, DOCUMENT",
    "application/x-ndjson, LINES",
    "application/x-ndjson;charset=UTF-8, LINES"
  })
  void ofContentType_ours_isTheFormat(String contentType, BodyFormat format) {
    assertThat(BodyFormat.ofContentType(contentType)).isEqualTo(format);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json; charset=iso-8859-1",
        "application",
        "///"
      })
  void ofContentType_other_isRefused(String contentType) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> BodyFormat.ofContentType(contentType))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.UNSUPPORTED_TYPE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", ""})
  void isGzip_otherEncoding_isRefused(String encoding) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> BodyFormat.isGzip(encoding))
        .satisfies(e -> assertThat(e.why()).isEqualTo(RefusalCause.UNSUPPORTED_ENCODING));
  }
}
