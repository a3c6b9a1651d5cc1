package dev.engram.app.cli.store;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.transfer.MergeResult;
import dev.engram.engine.transfer.StoreMerger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "copy",
        description = {
            "Copy a store, such as an SQLite file to a PostgreSQL database or back.",
            "Every run is read again from the copy, and compared. A target that already has some of the runs gets the"
                    + " others. One that has a run with a different result is refused, and nothing is copied."
        },
        mixinStandardHelpOptions = true)
final class StoreCopyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FROM", description = "Store to read: a file, or the address of a database.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "Store to write; a file is created if it does not exist.")
    private String to;

    StoreCopyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return StoreTransfer.run(
                console,
                List.of(from),
                to,
                (sources, target, progress) -> StoreMerger.copy(sources.get(0), target, progress),
                this::print);
    }

    private int print(MergeResult result) {
        if (result.conflicts().isEmpty()) {
            console.out()
                    .println(StoreTransfer.counts(result) + " (" + StoreTransfer.name(from) + " copied to "
                            + StoreTransfer.name(to) + ", and compared)");
            return ExitCode.OK;
        }
        result.conflicts().forEach(c -> console.out().println("! " + c.text()));
        console.out()
                .println(Plural.of(result.conflicts().size(), "run")
                        + " with different results: nothing was copied; 'engram replay RUN --store STORE' shows which"
                        + " result is right");
        return ExitCode.FAILED;
    }
}
