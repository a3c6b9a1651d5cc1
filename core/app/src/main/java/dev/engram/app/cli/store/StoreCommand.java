package dev.engram.app.cli.store;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "store",
        description = "List, merge, copy, prune, verify or upgrade the contents of stores.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class StoreCommand {
    /** Creates the command with its subcommands. */
    public static CommandLine create(Console console) {
        return new CommandLine(new StoreCommand())
                .addSubcommand(new StoreCopyCommand(console))
                .addSubcommand(new StoreListCommand(console))
                .addSubcommand(new StoreMergeCommand(console))
                .addSubcommand(new StorePruneCommand(console))
                .addSubcommand(new Upgrade(console))
                .addSubcommand(new StoreVerifyCommand(console));
    }

    @Command(
            name = "upgrade",
            description = {
                "Add checksums to runs that earlier versions stored without them.",
                "The checksums protect what is stored now. 'engram replay' shows whether a stored run is what was"
                        + " measured.",
                "If another program has deleted runs, the store is accepted without them."
            },
            mixinStandardHelpOptions = true)
    static final class Upgrade implements Callable<Integer> {
        private final Console console;

        @Mixin
        private StoreOptions store;

        Upgrade(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (Store runs = store.openExisting()) {
                int added = runs.addChecksums();
                int all = runs.ids("").size();
                console.out()
                        .println(Plural.of(added, "checksum") + " added: " + Plural.of(all, "run")
                                + (all == 1 ? " has one" : " have one"));
                return ExitCode.OK;
            } catch (StoreException e) {
                throw UserError.because(e);
            }
        }
    }
}
