package io.kilowatch.scheduler.plan;

import java.util.Arrays;

/** Where and when a task runs, as stretches of whole slots on servers, in any order. */
final class SlotPlace {

  private int count;
  private int[] servers = new int[1];
  private int[] firsts = new int[1];
  private int[] ends = new int[1];

  /** How many stretches there are. */
  int count() {
    return count;
  }

  int server(int stretch) {
    return servers[stretch];
  }

  int first(int stretch) {
    return firsts[stretch];
  }

  /** The first slot after it. */
  int end(int stretch) {
    return ends[stretch];
  }

  void clear() {
    count = 0;
  }

  void add(int server, int first, int end) {
    if (count == servers.length) {
      servers = Arrays.copyOf(servers, count * 2);
      firsts = Arrays.copyOf(firsts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    servers[count] = server;
    firsts[count] = first;
    ends[count] = end;
    count++;
  }

  /** Becomes equal to another place. */
  void copy(SlotPlace other) {
    clear();
    for (int i = 0; i < other.count; i++) {
      add(other.servers[i], other.firsts[i], other.ends[i]);
    }
  }
}
