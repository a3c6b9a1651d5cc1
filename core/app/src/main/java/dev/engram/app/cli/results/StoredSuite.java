package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ReplayCommandLine;
import dev.engram.app.cli.options.SuiteArguments;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.export.FileNames;
import dev.engram.app.live.LiveReport;
import dev.engram.app.results.SuiteResults;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.StoreException;
import dev.engram.engine.suite.Suite;
import dev.engram.engine.text.ShellWord;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** The arguments of commands that show the stored runs of a suite and run nothing. */
final class StoredSuite {
    @Mixin
    private SuiteArguments suite;

    /**
     * Applies a function to the stored results while the plugins are loaded.
     *
     * @throws UserError if no run is stored
     */
    <T> T read(Function<SuiteResults, T> use) throws InvalidPlanException {
        return read((results, store, plugins) -> use.apply(results));
    }

    /** A use of stored results that also reads the store, or runs of it with the plugins. */
    interface Use<T> {
        T apply(SuiteResults results, Store store, Plugins plugins);
    }

    /** Does the same with the store and the plugins. */
    <T> T read(Use<T> use) throws InvalidPlanException {
        try (Plugins loaded = suite.plugins().load()) {
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(suite.file(), suite.sets());
            if (!suite.store().exists()) {
                throw UserError.because("there is no store " + suite.store().displayName() + "; 'engram run "
                        + ShellWord.quote(suite.file()) + suite.store().shown() + "' creates it");
            }
            try (Store runs = suite.store().openToRead()) {
                SuiteResults suiteResults =
                        services.results().collect(withoutImpossible(services, plan, runs.done(plan.ids())), runs);
                if (suiteResults.cells().stream().allMatch(c -> c.runs().isEmpty())
                        && suiteResults.notRunHere().isEmpty()
                        && !hasTrialRuns(suiteResults)) {
                    throw UserError.because(suite.store().displayName() + " has no run of " + suite.file()
                            + "; 'engram run " + ShellWord.quote(suite.file())
                            + suite.store().shown()
                            + "' makes them (if it was given --set, give the same --set here)");
                }
                return use.apply(suiteResults, runs, loaded);
            } catch (StoreException e) {
                throw UserError.because(e);
            }
        }
    }

    /** Returns whether trials of a tuning are stored. They are shown even before the comparison has begun. */
    private static boolean hasTrialRuns(SuiteResults suiteResults) {
        return suiteResults.suiteComparison().tuned().stream()
                .flatMap(t -> t.cells().stream())
                .anyMatch(c -> !c.runs().isEmpty());
    }

    /**
     * Passes a live report to a consumer while the plugins are loaded. The runs and the store need not exist yet.
     */
    void follow(Consumer<LiveReport> reportConsumer) throws InvalidPlanException {
        try (Plugins loaded = suite.plugins().load()) {
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(suite.file(), suite.sets());
            reportConsumer.accept(new LiveReport(
                    services.results(),
                    withoutImpossible(services, plan, done(plan)),
                    suite.store()::openIfPresent,
                    replayCommand()));
        }
    }

    private Set<String> done(Plan plan) {
        try (Store runs = suite.store().openIfPresent().orElse(null)) {
            return runs == null ? Set.of() : runs.done(plan.ids());
        } catch (StoreException e) {
            throw UserError.because(e);
        }
    }

    /** Removes impossible cells. A cell is impossible only if it has never run, so only such cells are checked. */
    private static Plan withoutImpossible(SuiteServices services, Plan plan, Set<String> done)
            throws InvalidPlanException {
        if (plan.suite().incompatibleCells() != Suite.IncompatibleCells.SKIP) {
            return plan;
        }
        return services.checker()
                .check(
                        plan,
                        plan.byCell().values().stream()
                                .filter(items -> items.stream().noneMatch(i -> done.contains(i.id())))
                                .map(items -> items.get(0))
                                .toList(),
                        Optional.empty())
                .plan();
    }

    /** Checks the folder of results of a command whose own output is named by {@code --to}. */
    void requireResults() {
        suite.store().requireResults(suite.file());
    }

    /** Returns a file in the results folder that is named after the suite. */
    Path outputFile(String name, String ending) {
        return suite.store().logFile().resolveSibling(FileNames.unique(name) + ending);
    }

    /** Returns the command that repeats a run, with RUN in place of its id. */
    String replayCommand() {
        return ReplayCommandLine.command(suite.plugins(), suite.store());
    }
}
