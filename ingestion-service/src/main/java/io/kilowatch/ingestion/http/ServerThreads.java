package io.kilowatch.ingestion.http;

import java.util.concurrent.Executors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The threads of the web server: a few that read sockets and never wait, and a virtual one for each
 * request that may.
 *
 * <p>Once a request has been answered by a thread that is none of the server's, the server would
 * hand the reading of the next one to a thread of its own, which costs a single posting more than
 * all else here. Within {@link #answer} whoever answers reads on.
 */
final class ServerThreads extends QueuedThreadPool {

  private static final int MOST = 16;

  private final ThreadLocal<Boolean> answering = ThreadLocal.withInitial(() -> false);

  ServerThreads() {
    super(MOST);
    setName("http");
    setReservedThreads(0);
    setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory()));
  }

  /** Runs what answers a request and never waits. */
  void answer(Runnable answer) {
    answering.set(true);
    try {
      answer.run();
    } finally {
      answering.set(false);
    }
  }

  /** Runs what may wait, on a virtual thread. */
  void handOver(Runnable waiting) {
    getVirtualThreadsExecutor().execute(waiting);
  }

  @Override
  public void execute(Runnable job) {
    if (answering.get()) {
      job.run();
    } else {
      super.execute(job);
    }
  }
}
