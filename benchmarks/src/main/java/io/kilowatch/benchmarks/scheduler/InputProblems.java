package io.kilowatch.benchmarks.scheduler;

import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a line which file or field of the input is wrong, with exit code 2. */
public final class InputProblems implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result)
      throws Exception {
    switch (e) {
      case NoSuchFileException missing ->
          command.getErr().println("There is no file " + missing.getFile());
      case IllegalArgumentException wrong -> command.getErr().println(wrong.getMessage());
      default -> throw e;
    }
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
