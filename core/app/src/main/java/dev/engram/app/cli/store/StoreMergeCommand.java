package dev.engram.app.cli.store;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.transfer.MergeResult;
import dev.engram.engine.transfer.StoreMerger;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge",
        description = {
            "Add the runs of stores to another store.",
            "Labels, plans, predictions and the checkpoints of unfinished runs are added as well. The sources are only"
                    + " read. Runs that the target has are not added again, so a merge can be repeated, and a store can"
                    + " be merged while runs are still added to it.",
            "A run that two stores have with different results is reported (exit code 1) and left out."
        },
        mixinStandardHelpOptions = true)
final class StoreMergeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "SOURCE",
            arity = "1..*",
            description = "Stores to read: files, or addresses of PostgreSQL databases.")
    private List<String> sources;

    @Option(
            names = "--into",
            paramLabel = "TARGET",
            required = true,
            description = "Store that the runs are added to; a file is created if it does not exist.")
    private String target;

    StoreMergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return StoreTransfer.run(console, sources, target, StoreMerger::merge, this::print);
    }

    private int print(MergeResult result) {
        console.out()
                .println(StoreTransfer.counts(result) + " (" + Plural.of(sources.size(), "store") + " merged into "
                        + StoreTransfer.name(target) + ")");
        if (result.conflicts().isEmpty()) {
            return ExitCode.OK;
        }
        result.conflicts().forEach(c -> console.out().println("! " + c.text()));
        console.out()
                .println(Plural.of(result.conflicts().size(), "run")
                        + " with different results: left out, or kept as in the target; 'engram replay RUN --store"
                        + " STORE' shows which result is right");
        return ExitCode.FAILED;
    }
}
