package dev.engram.app.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PluginRoots;
import dev.engram.app.run.RunLabels;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.run.RunSize;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The phases of a suite of which another process makes runs at the same time. */
class SuitePhasesIT {
    private static final String TUNED = SampleSuites.PAIR.replace("optimizer: {sgd: {rate: 0.2}}\n", "")
            + "optimizer: sgd\ntune: {trials: 2, seeds: 1, space: {optimizer.sgd.rate: {uniform: [0.01, 0.2]}}}\n";

    @TempDir
    private Path folder;

    /** A store whose first search finds no run, as if all were stored right after it. */
    private static Store filledAfterTheFirstSearch(Store store) {
        AtomicBoolean searched = new AtomicBoolean();
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    boolean search = method.getName().equals("find") && arguments[0] instanceof Collection;
                    if (search && !searched.getAndSet(true)) {
                        return List.of();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Fails if anything is to be made. */
    private static final class NothingToMake implements SuitePhases.Maker {
        @Override
        public void makeTrials(TuningState state, List<Plan.Item> due, Map<String, RunSize> sizes) {
            throw new AssertionError("made again: " + due);
        }

        @Override
        public Set<String> makeRuns(Plan plan, List<Plan.Item> pending, Map<String, RunSize> sizes) {
            throw new AssertionError("made again: " + pending);
        }

        @Override
        public void onTrialsStored(TuningState state) {}

        @Override
        public void onRunsStored(Plan plan) {}
    }

    @Test
    void trialsStoredAfterTheStateWasReadAreChosenFrom() throws Exception {
        Path suite = SampleSuites.write(folder, "tuned.yaml", TUNED.replace("test: 0.2", "test: 0.2, validation: 0.2"));
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("out"));
        assertEquals(0, e.code(), e.err());
        try (Plugins plugins = PluginRoots.load(Launcher.HOME, List.of());
                Store store = Stores.open(folder.resolve("out/engram.db").toString())) {
            SuiteServices services = Services.suites(plugins);
            Plan plan = services.planner().plan(suite, List.of());
            SuitePhases phases = new SuitePhases(
                    services.checker(),
                    services.tuner(),
                    services.results(),
                    filledAfterTheFirstSearch(store),
                    RunLabels.begin(plan, List.of(), store),
                    new SuitePhases.Settings(1, Optional.empty()),
                    new NothingToMake());
            List<String> chosen =
                    phases.makeAll(services.checker().check(plan, plan.items())).ids();
            assertFalse(phases.failed());
            assertEquals(4, chosen.size());
            assertEquals(services.tuner().state(plan, Optional.of(store)).plan().ids(), chosen);
        }
    }
}
