package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.run.Evidence;
import dev.engram.app.run.Workbench.Unrunnable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "compare", description = "Prints the comparison of a suite again, from the store. Runs nothing.", mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private StoredSuite suite;
  @Mixin private FormatOptions format;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Unrunnable {
    format.print(suite.read(Evidence::results), console);
    return ExitCode.OK;
  }
}
