package dev.engram.app.cli;

import dev.engram.app.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "store",
        description = "List, prune or verify the contents of a store.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class StoreCommand {
    /** Creates the command with its subcommands. */
    static CommandLine create(Console console) {
        return new CommandLine(new StoreCommand())
                .addSubcommand(new StoreListCommand(console))
                .addSubcommand(new StorePruneCommand(console))
                .addSubcommand(new StoreVerifyCommand(console));
    }
}
