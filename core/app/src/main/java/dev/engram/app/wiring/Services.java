package dev.engram.app.wiring;

import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.engram.app.claim.Reproduction;
import dev.engram.app.judge.JudgeServices;
import dev.engram.app.record.RecordBook;
import dev.engram.app.run.FileHashes;
import dev.engram.app.run.Replayer;
import dev.engram.app.verify.SampleNetworks;
import dev.engram.app.verify.Verification;
import dev.engram.app.work.Submitter;
import dev.engram.app.work.WorkerServices;
import dev.engram.engine.plugins.Plugins;

/** Creates the services that a command needs, over the plugins that it has loaded. */
public final class Services {
    private Services() {}

    /** For commands that plan, run or compare a suite. */
    public static SuiteServices suites(Plugins plugins) {
        return create(SuiteServices.class, plugins);
    }

    /** For a command that only checks suites: it makes no runs, looks up none and shows no identities. */
    public static SuiteServices checks(Plugins plugins) {
        return create(SuiteServices.class, plugins, FileHashes.namingLargeFiles());
    }

    /** For workers, over the plugins of a job. */
    public static WorkerServices worker(Plugins plugins) {
        return create(WorkerServices.class, plugins);
    }

    /** For commands that judge a candidate. */
    public static JudgeServices judge(Plugins plugins) {
        return create(JudgeServices.class, plugins);
    }

    /** For commands that put runs into a queue for workers. */
    public static Submitter submitter(Plugins plugins) {
        return create(Submitter.class, plugins);
    }

    /** For commands that repeat stored runs. */
    public static Replayer replayer(Plugins plugins) {
        return create(Replayer.class, plugins);
    }

    /** For commands that check components against their contracts. */
    public static Verification verification(Plugins plugins) {
        return create(Verification.class, plugins);
    }

    /** For commands that try learning rules in small networks. */
    public static SampleNetworks sampleNetworks(Plugins plugins) {
        return create(SampleNetworks.class, plugins);
    }

    /** For commands that try published claims. */
    public static Reproduction reproduction(Plugins plugins) {
        return create(Reproduction.class, plugins);
    }

    /** For the record book. */
    public static RecordBook records(Plugins plugins) {
        return create(RecordBook.class, plugins);
    }

    private static <T> T create(Class<T> service, Plugins plugins) {
        return create(service, plugins, new FileHashes());
    }

    private static <T> T create(Class<T> service, Plugins plugins, FileHashes hashes) {
        return Guice.createInjector(Stage.PRODUCTION, new EngramModule(plugins, hashes))
                .getInstance(service);
    }
}
