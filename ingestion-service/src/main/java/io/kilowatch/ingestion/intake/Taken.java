package io.kilowatch.ingestion.intake;

import io.kilowatch.ingestion.reading.Rejection;
import java.util.List;

/**
 * What became of a request of which something was taken.
 *
 * @param accepted readings that the broker has confirmed
 * @param rejected readings that were not taken
 * @param rejections the first of these
 */
public record Taken(int accepted, int rejected, List<Rejection> rejections) {

  public Taken {
    rejections = List.copyOf(rejections);
  }
}
