package io.kilowatch.history.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.base.input.TimeRange;
import io.kilowatch.base.paging.Cursor;
import io.kilowatch.base.problem.FieldProblem;
import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.history.MemorySeries;
import io.kilowatch.series.SeriesKey;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.http.HttpStatus;

class ReadingPagesPropertyTests {

  private static final TimeRange RANGE =
      new TimeRange(Instant.EPOCH, Instant.parse("1970-01-02T00:00:00Z"));

  private final ReadingPages pages = new ReadingPages(new MemorySeries());

  @Property
  void page_anyCursor_isRefusedOrAPage(
      @ForAll("cursors") String cursor, @ForAll ReadingOrder order) {
    try {
      assertThat(pages.page(new SeriesKey("s1", "power"), RANGE, order, 10, cursor).items())
          .isEmpty();
    } catch (ProblemException e) {
      assertThat(e.status()).isEqualTo(HttpStatus.BAD_REQUEST);
      assertThat(e.errors()).extracting(FieldProblem::field).containsExactly("cursor");
    }
  }

  @Provide
  Arbitrary<String> cursors() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(60),
        Arbitraries.strings().all().ofMaxLength(30).map(Cursor::encode),
        Arbitraries.longs().map(number -> Cursor.encode(Long.toString(number))),
        Arbitraries.of("9223372036854775807", "-9223372036854775808", "+1", "-0", "١", "1e3")
            .map(Cursor::encode));
  }
}
