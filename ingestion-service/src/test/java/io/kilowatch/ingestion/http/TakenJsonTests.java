package io.kilowatch.ingestion.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kilowatch.ingestion.intake.Taken;
import io.kilowatch.ingestion.reading.RejectReason;
import io.kilowatch.ingestion.reading.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakenJsonTests {

  private static final Rejection FIRST =
      new Rejection(4, RejectReason.NOT_FINITE, "value is not finite");

  @Test
  void of_rejectionsThatAreAllTold_saysNothingOfMore() {
    assertThat(json(new Taken(7, 1, List.of(FIRST))))
        .isEqualTo(
            "{\"accepted\":7,\"rejected\":[{\"index\":4,\"reason\":\"value is not finite\"}]}");
  }

  @Test
  void of_moreRejectionsThanAreTold_saysHowManyMore() {
    assertThat(json(new Taken(7, 3, List.of(FIRST)))).endsWith("],\"moreRejected\":2}");
  }

  private static String json(Taken taken) {
    return new String(TakenJson.of(taken), StandardCharsets.UTF_8);
  }
}
