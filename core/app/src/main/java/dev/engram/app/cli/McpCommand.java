package dev.engram.app.cli;

import dev.engram.app.cli.options.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code engram mcp}: its help. The launcher starts the server itself, so a call means that the server is missing. */
@Command(
        name = "mcp",
        description = "Let AI assistants call check, run, compare, judge, components and verify, through the Model"
                + " Context Protocol over standard input and output.",
        mixinStandardHelpOptions = true)
final class McpCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw UserError.because("the server is missing; it is in the folder mcp of a distribution, such as the"
                + " one that the build writes to core/app/target/engram");
    }
}
