package dev.engram.app.distribution.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.run.Plan;
import dev.engram.app.run.PluginRoots;
import dev.engram.app.run.RunLabels;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.app.work.JobFolders;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that makes queued runs. */
class WorkIT {
    @TempDir
    private Path folder;

    private PluginSuite suite;
    private Path store;

    @BeforeEach
    void writeSuite() throws Exception {
        suite = PluginSuite.write(folder.resolve("suite"), 2, 2);
        store = folder.resolve("queue/engram.db");
        Files.createDirectories(store.getParent());
    }

    private static CommandResult run(List<Object> arguments) {
        return InProcessCli.run(arguments.toArray());
    }

    private CommandResult work(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("work", "--store", store, "--workers", 2, "--idle", "1s", "--cache", folder.resolve("cache")));
        all.addAll(List.of(more));
        return run(all);
    }

    private Map<String, Run> reference() {
        CommandResult whole = run(suite.arguments("run", folder.resolve("whole")));
        assertEquals(0, whole.code(), whole.err());
        return SampleSuites.runs(folder.resolve("whole/engram.db"));
    }

    /** Submits all runs, as a launcher's command does, and starts no worker. */
    private void submit() throws Exception {
        withPlan((services, labels, plan, runs) -> services.submitter()
                .submit(runs.queue(), labels, services.submitter().runs(labels, plan.items(), true)));
    }

    private interface Use {
        void accept(SuiteServices services, RunLabels labels, Plan plan, Store runs) throws Exception;
    }

    private void withPlan(Use use) throws Exception {
        try (Plugins plugins = PluginRoots.load(Launcher.HOME, suite.plugins());
                Store runs = Stores.open(store.toString())) {
            SuiteServices services = Services.suites(plugins);
            Plan plan = services.planner().plan(suite.file(), List.of());
            use.accept(services, RunLabels.begin(plan, List.of(), runs), plan, runs);
        }
    }

    private static Map<String, Object> comparable(Map<String, Run> runs) {
        Map<String, Object> all = new TreeMap<>();
        runs.forEach((name, run) -> {
            Map<String, String> provenance = new TreeMap<>(run.provenance());
            provenance.remove(Run.ENDED);
            all.put(name, List.of(run.id(), run.spec(), provenance, run.hash(), run.measurements(), run.outcome()));
        });
        return all;
    }

    @Test
    void aWorkerWithoutSuiteFileMakesTheRowsOfAnOrdinaryRun() throws Exception {
        Map<String, Run> expected = reference();
        submit();
        Files.delete(suite.file());
        CommandResult e = work();
        assertEquals(0, e.code(), e.err());
        assertEquals(comparable(expected), comparable(SampleSuites.runs(store)));
        try (Store runs = Stores.open(store.toString())) {
            assertEquals(0, runs.queue().jobs().get(0).remaining());
            assertEquals(
                    expected.size(), runs.plans("with plugins").get(0).labels().size());
            List<String> ids = expected.values().stream().map(Run::id).toList();
            try (Store whole = Stores.open(folder.resolve("whole/engram.db").toString())) {
                assertEquals(whole.predictions(ids), runs.predictions(ids));
            }
        }
        assertEquals("no run is left for this worker\n", work().err());
    }

    @Test
    void aPluginThatChangedOrDisappearedIsUsedAsItWasSubmitted() throws Exception {
        Map<String, Run> expected = reference();
        submit();
        Files.writeString(suite.sourcePlugin(), "this does not compile");
        Files.delete(suite.plugins().get(1));
        CommandResult e = work();
        assertEquals(0, e.code(), e.err());
        assertEquals(comparable(expected), comparable(SampleSuites.runs(store)));
    }

    @Test
    void aChangedDataFileFailsOnlyTheRunsThatReadIt() throws Exception {
        Map<String, Run> expected = reference();
        submit();
        Files.writeString(suite.data(), Files.readString(suite.data()).replaceFirst("yes", "no"));
        CommandResult e = work();
        assertEquals(0, e.code(), e.err());
        SampleSuites.runs(store).forEach((name, run) -> {
            if (name.contains("mine")) {
                assertEquals(Outcome.FAILED, run.outcome(), name);
                assertTrue(run.reason().contains("mine.csv has changed since the suite was submitted"), run.reason());
                assertFalse(run.reason().contains("Exception"), run.reason());
            } else {
                assertEquals(expected.get(name).hash(), run.hash(), name);
            }
        });
    }

    @Test
    void runsOfAnotherVersionAreRefusedAndStayInTheQueue() throws Exception {
        withPlan((services, labels, plan, runs) -> {
            List<QueuedRun> queued = services.submitter().runs(labels, plan.items(), true);
            runs.queue().submit(new Submission("9.9", labels.plan(), List.of()), labels.planKey(), queued);
        });
        CommandResult e = work();
        assertEquals(2, e.code());
        assertTrue(e.err().contains("were submitted by Engram 9.9, and this worker is Engram"), e.err());
        assertTrue(e.err().endsWith("1 problem; nothing was run.\n"), e.err());
        try (Store runs = Stores.open(store.toString())) {
            JobQueue.Job job = runs.queue().jobs().get(0);
            assertEquals(job.total(), job.remaining());
        }
    }

    @Test
    void sharesOfAFolderGiveAllRunsOnce() throws Exception {
        Map<String, Run> expected = reference();
        Path bundle = folder.resolve("bundle");
        withPlan((services, labels, plan, runs) ->
                services.submitter().write(bundle, labels, services.submitter().runs(labels, plan.items(), true)));
        Files.delete(suite.data());
        Map<String, Run> found = new TreeMap<>();
        for (int task = 0; task < 2; task++) {
            store = folder.resolve("shard" + task + ".db");
            CommandResult e = work("--bundle", bundle, "--task", task, "--of", 2);
            assertEquals(0, e.code(), e.err());
            SampleSuites.runs(store).forEach((name, run) -> assertFalse(found.containsKey(name), name));
            found.putAll(SampleSuites.runs(store));
        }
        assertEquals(comparable(expected), comparable(found));
    }

    @Test
    void anOrdinaryRunCollectsTheSharesOfWorkersThatHaveEnded() throws Exception {
        Path results = store.getParent();
        withPlan((services, labels, plan, runs) -> {
            Path job = results.resolve("jobs").resolve(JobFolders.name(labels.plan()));
            Files.createDirectories(job.resolve("shards"));
            services.submitter()
                    .write(job.resolve("bundle"), labels, services.submitter().runs(labels, plan.items(), true));
            store = job.resolve("shards/0.db");
            assertEquals(
                    0,
                    work("--bundle", job.resolve("bundle"), "--task", 0, "--of", 2)
                            .code());
        });
        CommandResult e = run(suite.arguments("run", results));
        assertEquals(0, e.code(), e.err());
        assertTrue(e.err().contains("6 runs (6 more already done)"), e.err());
    }

    @Test
    void aWorkerStopsAtItsTimeLimitAndAnotherContinues() throws Exception {
        suite = PluginSuite.write(folder.resolve("suite"), 60_000, 1);
        submit();
        boolean saved = false;
        for (int i = 0; i < 20 && !saved; i++) { // on a busy machine a worker may stop before its first step
            CommandResult e = work("--stop-after", "1500ms", "--exit-code-when-stopped", 1);
            assertEquals(1, e.code(), e.err());
            assertTrue(e.err().endsWith("stopped: unfinished runs were saved, and wait for another worker\n"), e.err());
            try (Store runs = Stores.open(store.toString())) {
                List<String> left = runs.queue().remaining(1);
                saved = left.stream().anyMatch(id -> runs.checkpoint(id).isPresent());
                assertEquals(List.of(), runs.claimed());
            }
        }
        assertTrue(saved, "no run was saved");
        assertEquals(0, work("--stop-after", "300ms").code());
    }

    @Test
    void anOrdinaryRunMakesWhatWaitsAndEmptiesTheQueue() throws Exception {
        submit();
        CommandResult e = run(suite.arguments("run", store.getParent()));
        assertEquals(0, e.code(), e.err());
        try (Store runs = Stores.open(store.toString())) {
            assertEquals(0, runs.queue().jobs().get(0).remaining());
        }
        CommandResult status = run(suite.arguments("status", store.getParent()));
        assertEquals("with plugins: 12 runs: 12 done\n", status.out());
    }

    @Test
    void aLimitOfSizesThatIsNoneEndsAWorkerBeforeItTakesARun() throws Exception {
        submit();
        CommandResult e = work("--unpack-limit", "lots");
        assertEquals(2, e.code(), e.err());
        assertTrue(e.err().startsWith("--unpack-limit lots: expected a size, such as 500M or 8G\n"), e.err());
        try (Store runs = Stores.open(store.toString())) {
            assertEquals(12, runs.queue().jobs().get(0).remaining());
        }
    }

    @Test
    void aWaitingSuiteIsShownAndCancelled() throws Exception {
        submit();
        CommandResult status = run(suite.arguments("status", store.getParent()));
        assertEquals(
                "with plugins: 12 runs: 0 done, 12 waiting\njob 1 of the queue; 'engram work --job 1' adds a worker\n"
                        + "no worker is running; 'engram run' makes the remaining"
                        + " runs, or starts workers with --on\n",
                status.out());
        CommandResult cancel = run(suite.arguments("cancel", store.getParent()));
        assertEquals("12 runs taken out of the queue; completed runs are stored\n", cancel.out());
        assertEquals("no run is left for this worker\n", work().err());
    }

    @Test
    void aRunThatAWorkerHasOnlyClaimedAheadIsWaiting() throws Exception {
        submit();
        try (Store worker = Stores.open(store.toString())) {
            worker.queue().register("node7", "4711", 2);
            worker.queue().claim(1, 5, List.of());
            CommandResult status = run(suite.arguments("status", store.getParent()));
            assertTrue(status.out().startsWith("with plugins: 12 runs: 0 done, 2 running, 10 waiting\n"), status.out());
            assertTrue(status.out().contains("  node7, process 4711: "), status.out());
        }
    }

    @Test
    void theRunsOfAnOrdinaryCommandAreRunningInItsProcess() throws Exception {
        PluginSuite endless = PluginSuite.write(folder.resolve("endless"), 10_000_000, 1);
        List<String> command = new ArrayList<>(List.of(Launcher.SCRIPT.toString(), "run", "--workers", "1"));
        endless.arguments("run", store.getParent()).stream()
                .skip(1)
                .map(Object::toString)
                .forEach(command::add);
        Process running = Launcher.process(folder, Map.of(), command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            String status = "";
            while (running.isAlive() && !status.contains("1 running")) {
                status = run(endless.arguments("status", store.getParent())).out();
            }
            assertTrue(status.startsWith("with plugins: 6 runs: 0 done, 1 running, 5 not begun\n"), status);
            String processes = status;
            assertTrue(running.descendants().anyMatch(p -> processes.contains(", process " + p.pid() + ": ")), status);
        } finally {
            List<ProcessHandle> jvm = running.descendants().toList();
            running.destroyForcibly().waitFor();
            for (ProcessHandle p : jvm) {
                p.destroyForcibly();
                p.onExit().get();
            }
        }
        CommandResult dead = run(endless.arguments("status", store.getParent()));
        assertFalse(dead.out().contains("running"), dead.out());
    }

    @Test
    void aSuiteWhoseDataChangedSinceItWasSubmittedIsNamedAsSuch() throws Exception {
        submit();
        Files.writeString(suite.data(), "\n", StandardOpenOption.APPEND);
        CommandResult e = run(suite.arguments("cancel", store.getParent()));
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("with other runs: the suite, --set, a plugin or a data file was different"), e.err());
    }

    @Test
    void aSuiteThatWasNeverSubmittedIsAnError() throws Exception {
        Stores.open(store.toString()).close();
        for (String command : List.of("status", "cancel")) {
            CommandResult e = run(suite.arguments(command, store.getParent()));
            assertEquals(2, e.code());
            assertTrue(e.err().contains("was never submitted to"), e.err());
            assertTrue(e.err().contains(" --out " + store.getParent() + " --on NAME'"), e.err());
        }
    }
}
