package io.kilowatch.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeUuidsTests {

  @ParameterizedTest
  @ValueSource(
      strings = {"1970-01-01T00:00:00Z", "2026-03-10T10:59:59.999Z", "2099-12-31T23:59:59.001Z"})
  void next_anyTime_isOfVersion1AndTellsIt(String time) {
    Instant now = Instant.parse(time);
    UUID id = TimeUuids.next(Clock.fixed(now, ZoneOffset.UTC));

    assertThat(id.version()).isEqualTo(1);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(TimeUuids.millis(id)).isEqualTo(now.toEpochMilli());
    assertThat(Uuids.unixTimestamp(id)).isEqualTo(now.toEpochMilli());
  }

  @Test
  void next_sameTime_isAnotherEachTime() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    assertThat(TimeUuids.next(clock)).isNotEqualTo(TimeUuids.next(clock));
  }
}
