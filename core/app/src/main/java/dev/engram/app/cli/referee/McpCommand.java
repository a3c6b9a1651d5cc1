package dev.engram.app.cli.referee;

import dev.engram.app.cli.options.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code engram mcp}. The launcher starts the server, a program of its own; this is its help, and its absence. */
@Command(
        name = "mcp",
        description = "Serve check, run, compare, judge, components and verify to assistants, by the Model Context"
                + " Protocol over standard input and output.",
        mixinStandardHelpOptions = true)
public final class McpCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw UserError.because("there is no server here; it is part of the distribution that the build writes to"
                + " core/app/target/engram, in the folder mcp, and its launcher starts it");
    }
}
