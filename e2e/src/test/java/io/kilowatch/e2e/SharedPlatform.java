package io.kilowatch.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all fault tests one platform, because starting it takes longer than most of them: it is
 * started for the first that asks, and stopped after the last test of the run.
 */
final class SharedPlatform implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedPlatform.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(RunningPlatform.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(
            RunningPlatform.class,
            _ -> RunningPlatform.up(RunningPlatform.emptied("faults")),
            RunningPlatform.class);
  }
}
