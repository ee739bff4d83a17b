package io.kilowatch.packager.broker;

import java.io.IOException;
import java.util.List;

/** Says that the broker has no queue for a message that had to reach one. */
public final class UnroutableException extends IOException {

  UnroutableException(List<String> targets) {
    super("no queue takes messages for " + targets);
  }
}
