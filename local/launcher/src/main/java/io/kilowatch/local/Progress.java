package io.kilowatch.local;

import java.io.PrintStream;
import java.util.Locale;

/** Lines with the seconds since the start, so that one sees what takes its time. */
final class Progress {
  private final PrintStream out;
  private final long start = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  void line(String name, String text) {
    double seconds = (System.nanoTime() - start) / 1e9;
    print(String.format(Locale.ROOT, "[%5.1f s] %-18s %s", seconds, name, text));
  }

  void print(String text) {
    synchronized (out) {
      out.println(text);
      out.flush();
    }
  }
}
