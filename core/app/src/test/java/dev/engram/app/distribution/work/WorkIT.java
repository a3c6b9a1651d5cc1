package dev.engram.app.distribution.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.SampleSuites;
import dev.engram.app.work.JobFolders;
import dev.engram.engine.queue.JobQueue;
import dev.engram.engine.queue.QueuedRun;
import dev.engram.engine.queue.Submission;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.store.Run;
import dev.engram.engine.store.Store;
import dev.engram.engine.store.sql.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The command that makes queued runs. */
class WorkIT extends QueuedSuite {
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
}
