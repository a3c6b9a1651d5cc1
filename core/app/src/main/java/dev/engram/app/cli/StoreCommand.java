package dev.engram.app.cli;

import dev.engram.app.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "store",
        description = "Lists, prunes and verifies what a store has.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StoreCommand {
    /** With its own commands. */
    static CommandLine create(Console console) {
        return new CommandLine(new StoreCommand())
                .addSubcommand(new StoreListCommand(console))
                .addSubcommand(new StorePruneCommand(console))
                .addSubcommand(new StoreVerifyCommand(console));
    }
}
