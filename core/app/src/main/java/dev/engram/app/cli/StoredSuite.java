package dev.engram.app.cli;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A suite that was run: arguments of every command that shows what is stored and runs nothing. */
final class StoredSuite {
    @Parameters(paramLabel = "FILE", description = "The suite.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overrides a value of the suite, as it was run; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private PluginOptions plugins;

    @Mixin
    private StoreOptions store;

    /** Makes something of what the store has on it, while the plugins are loaded; refuses where that is nothing. */
    <T> T read(Function<SuiteResults, T> use) throws InvalidPlanException {
        try (Plugins loaded = plugins.load()) {
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(file, sets);
            if (!store.exists()) {
                throw UserError.because(
                        "there is no store " + store.displayName() + "; engram run " + file + " makes one");
            }
            try (Store runs = store.open()) {
                SuiteResults suiteResults =
                        services.results().collect(withoutImpossible(services, plan, runs.done(plan.ids())), runs);
                if (suiteResults.cells().stream().allMatch(c -> c.runs().isEmpty()) && !hasTrialRuns(suiteResults)) {
                    throw UserError.because("no run of " + file + " is in " + store.displayName() + "; engram run "
                            + file + " makes them" + " (what it was told with --set belongs here, too)");
                }
                return use.apply(suiteResults);
            } catch (StoreException e) {
                throw UserError.because(e.getMessage());
            }
        }
    }

    /** Trials are results, too, if not yet a comparison. */
    private static boolean hasTrialRuns(SuiteResults suiteResults) {
        return suiteResults.suiteComparison().tuned().stream()
                .flatMap(t -> t.cells().stream())
                .anyMatch(c -> !c.runs().isEmpty());
    }

    /** Hands over a report that follows the store, while the plugins are loaded; of the runs, and of the store itself, nothing has to be there yet. */
    void follow(ReportConsumer reportConsumer) throws InvalidPlanException, InterruptedException {
        try (Plugins loaded = plugins.load()) {
            SuiteServices services = Services.suites(loaded);
            Plan plan = services.planner().plan(file, sets);
            reportConsumer.accept(new LiveReport(
                    services.results(),
                    withoutImpossible(services, plan, done(plan)),
                    store::openIfPresent,
                    replayCommand()));
        }
    }

    interface ReportConsumer {
        void accept(LiveReport report) throws InterruptedException;
    }

    private Set<String> done(Plan plan) {
        try (Store runs = store.openIfPresent().orElse(null)) {
            return runs == null ? Set.of() : runs.done(plan.ids());
        } catch (StoreException e) {
            throw UserError.because(e.getMessage());
        }
    }

    /** Cells that cannot exist are known from looking at them, and only one that was never run can be such a one. */
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

    /** A file in the folder of the results that is named after the suite. */
    Path outputFile(String suite, String ending) {
        return store.logFile().resolveSibling(suite.replaceAll("[^\\p{L}\\p{N}._-]+", "-") + ending);
    }

    /** The command that makes a run again, with RUN in the place of its id. */
    String replayCommand() {
        return ReplayCommandLine.command(plugins, store);
    }
}
