package io.kilowatch.series.store;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Gives the answers to a row of questions in order, with the next few asked already. */
final class ReadAhead<Q, A> implements Iterator<A> {
  private final Iterator<Q> questions;
  private final Function<Q, CompletableFuture<A>> ask;
  private final int depth;
  private final Queue<CompletableFuture<A>> asked = new ArrayDeque<>();

  ReadAhead(Iterator<Q> questions, int depth, Function<Q, CompletableFuture<A>> ask) {
    this.questions = questions;
    this.depth = depth;
    this.ask = ask;
  }

  @Override
  public boolean hasNext() {
    return !asked.isEmpty() || questions.hasNext();
  }

  @Override
  public A next() {
    while (asked.size() < depth && questions.hasNext()) {
      asked.add(ask.apply(questions.next()));
    }
    CompletableFuture<A> first = asked.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    return BoundedSession.await(first);
  }
}
