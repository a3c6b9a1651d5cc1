package dev.engram.app.cli.store;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.store.sql.Stores;
import dev.engram.engine.transfer.MergeResult;
import dev.engram.engine.transfer.StoreMerger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** The common part of {@code store merge} and {@code store copy}: stores are opened, read, written and closed. */
final class StoreTransfer {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(2);

    private StoreTransfer() {}

    /** An operation on open stores. */
    interface Operation {
        MergeResult run(List<StoreMerger.Source> sources, StoreMerger.Source target, StoreMerger.Progress progress);
    }

    /** Returns the name of a store in messages, without the parameters of an address: one may be a password. */
    static String name(String location) {
        return location.startsWith("jdbc:") ? location.replaceFirst("\\?.*", "") : location;
    }

    /** Opens all stores and calls an operation. Nothing is written if one of them cannot be opened. */
    static int run(
            Console console,
            List<String> locations,
            String target,
            Operation operation,
            ToIntFunction<MergeResult> print) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < locations.size(); i++) {
            String source = locations.get(i);
            if (Stores.isSame(source, target)) {
                problems.add(name(source) + " cannot be added to itself; choose another target");
            }
            if (locations.subList(0, i).stream().anyMatch(s -> Stores.isSame(s, source))) {
                problems.add(name(source) + " is given twice; name each source once");
            }
        }
        List<StoreMerger.Source> sources = new ArrayList<>();
        try {
            for (String location : locations) {
                try {
                    sources.add(new StoreMerger.Source(name(location), Stores.openSource(location)));
                } catch (StoreException e) {
                    if (e.isDamage()) {
                        throw e;
                    }
                    problems.add(e.getMessage());
                }
            }
            if (!problems.isEmpty()) {
                throw UserError.because(problems);
            }
            try (Store store = Stores.open(target)) {
                return print.applyAsInt(
                        operation.run(sources, new StoreMerger.Source(name(target), store), progress(console)));
            }
        } catch (StoreException e) {
            throw UserError.because(e);
        } finally {
            sources.forEach(s -> s.store().close());
        }
    }

    /** Prints a line every few seconds. */
    private static StoreMerger.Progress progress(Console console) {
        long[] next = {System.nanoTime() + REPORT_INTERVAL.toNanos()};
        return (task, done, total) -> {
            if (System.nanoTime() >= next[0]) {
                console.err().println(task + " " + done + " of " + Plural.of(total, "run"));
                next[0] = System.nanoTime() + REPORT_INTERVAL.toNanos();
            }
        };
    }

    /** Returns what was done, as a list of counts. */
    static String counts(MergeResult result) {
        return Plural.of(result.added(), "run") + " added, "
                + (result.replaced() == 0 ? "" : Plural.of(result.replaced(), "failed run") + " replaced, ")
                + result.present() + " already there, " + Plural.of(result.checkpoints(), "checkpoint") + " added";
    }
}
