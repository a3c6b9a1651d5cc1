package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.FormatOptions;
import dev.engram.app.console.Console;
import dev.engram.app.results.SuiteResults;
import dev.engram.app.run.InvalidPlanException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "compare",
        description = "Print the comparison of a suite from its stored runs. Nothing is run.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StoredSuite suite;

    @Mixin
    private FormatOptions format;

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        format.check();
        format.print(suite.read(SuiteResults::suiteComparison), console);
        return ExitCode.OK;
    }
}
