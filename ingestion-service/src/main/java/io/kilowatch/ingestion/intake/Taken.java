package io.kilowatch.ingestion.intake;

import io.kilowatch.ingestion.reading.Rejection;
import java.util.List;

/**
 * What became of a request of which something was taken.
 *
 * @param accepted readings that the broker has confirmed
 */
public record Taken(int accepted, List<Rejection> rejections) {

  public Taken {
    rejections = List.copyOf(rejections);
  }
}
