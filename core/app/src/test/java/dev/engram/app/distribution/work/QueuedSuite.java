package dev.engram.app.distribution.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A suite whose runs wait in a queue, and the commands that are tested with it. */
abstract class QueuedSuite {
    @TempDir
    Path folder;

    PluginSuite suite;
    Path store;

    @BeforeEach
    void writeSuite() throws Exception {
        suite = PluginSuite.write(folder.resolve("suite"), 2, 2);
        store = folder.resolve("queue/engram.db");
        Files.createDirectories(store.getParent());
    }

    static CommandResult run(List<Object> arguments) {
        return InProcessCli.run(arguments.toArray());
    }

    CommandResult work(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("work", "--store", store, "--workers", 2, "--idle", "1s", "--cache", folder.resolve("cache")));
        all.addAll(List.of(more));
        return run(all);
    }

    Map<String, Run> reference() {
        CommandResult whole = run(suite.arguments("run", folder.resolve("whole")));
        assertEquals(0, whole.code(), whole.err());
        return SampleSuites.runs(folder.resolve("whole/engram.db"));
    }

    /** Submits all runs, as a launcher's command does, and starts no worker. */
    void submit() throws Exception {
        withPlan((services, labels, plan, runs) -> services.submitter()
                .submit(runs.queue(), labels, services.submitter().runs(labels, plan.items(), true)));
    }

    interface Use {
        void accept(SuiteServices services, RunLabels labels, Plan plan, Store runs) throws Exception;
    }

    void withPlan(Use use) throws Exception {
        try (Plugins plugins = PluginRoots.load(Launcher.HOME, suite.plugins());
                Store runs = Stores.open(store.toString())) {
            SuiteServices services = Services.suites(plugins);
            Plan plan = services.planner().plan(suite.file(), List.of());
            use.accept(services, RunLabels.begin(plan, List.of(), runs), plan, runs);
        }
    }

    static Map<String, Object> comparable(Map<String, Run> runs) {
        Map<String, Object> all = new TreeMap<>();
        runs.forEach((name, run) -> {
            Map<String, String> provenance = new TreeMap<>(run.provenance());
            provenance.remove(Run.ENDED);
            all.put(name, List.of(run.id(), run.spec(), provenance, run.hash(), run.measurements(), run.outcome()));
        });
        return all;
    }
}
