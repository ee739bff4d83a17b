package io.kilowatch.local;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Ctrl-C and SIGTERM: the first asks for a stop in good order, the second ends at once. */
final class Signals {
  private Signals() {}

  /**
   * A shutdown hook would be told of the first signal only. {@code sun.misc.Signal} is in every JDK
   * but not in its API, hence by reflection; where it is missing the shutdown hook that ends the
   * children is what remains.
   */
  static void handle(Runnable first, Runnable second) {
    AtomicInteger received = new AtomicInteger();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                Runnable action = received.getAndIncrement() == 0 ? first : second;
                Thread.ofPlatform().name("signal").start(action);
                return null;
              });
      for (String name : new String[] {"INT", "TERM", "HUP"}) {
        signal
            .getMethod("handle", signal, handlerType)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
      }
    } catch (ReflectiveOperationException e) {
      System.err.println("note: Ctrl-C ends everything at once here, not in order");
    }
  }
}
