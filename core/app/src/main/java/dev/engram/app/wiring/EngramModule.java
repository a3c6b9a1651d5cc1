package dev.engram.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import dev.engram.app.claim.Reproduction;
import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.execution.Provenance;
import dev.engram.app.judge.ContestantResolver;
import dev.engram.app.judge.Judge;
import dev.engram.app.judge.JudgePlanner;
import dev.engram.app.judge.JudgeServices;
import dev.engram.app.record.RecordBook;
import dev.engram.app.results.MetricDirections;
import dev.engram.app.results.ResultsCollector;
import dev.engram.app.results.Tuner;
import dev.engram.app.run.FileHashes;
import dev.engram.app.run.PlanChecker;
import dev.engram.app.run.Planner;
import dev.engram.app.run.Replayer;
import dev.engram.app.run.Version;
import dev.engram.app.verify.OptimizerComparison;
import dev.engram.app.verify.RuleComparison;
import dev.engram.app.verify.SampleNetworks;
import dev.engram.app.verify.Verification;
import dev.engram.app.work.Submitter;
import dev.engram.app.work.WorkerServices;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;

/**
 * Binds the services over loaded plugins. The engine knows nothing of injection, so its classes are created here, and
 * not in provider methods: to look for these takes Guice a tenth of a short command. Only caches are shared. Nothing
 * here reads or writes anything.
 */
final class EngramModule extends AbstractModule {
    private final Plugins plugins;
    private final FileHashes hashes;

    /** @param hashes the checksums of files, or what stands for them in commands without runs */
    EngramModule(Plugins plugins, FileHashes hashes) {
        this.plugins = plugins;
        this.hashes = hashes;
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireAtInjectOnConstructors();
        binder().disableCircularProxies();
        bind(FileHashes.class).toInstance(hashes);
        bind(Catalog.class).toInstance(plugins.catalog());
        bind(SuiteReader.class).toInstance(new SuiteReader(plugins.catalog()));
        bind(Runner.class).toInstance(new Runner(new DataCache()));
        Provider<Submitter> submitter = () -> new Submitter(plugins.origins(), hashes);
        bind(Submitter.class).toProvider(submitter);
        Provider<Provenance> provenance = () -> new Provenance(Version.engram(), plugins.origins());
        bind(Provenance.class).toProvider(provenance);
        bind(Planner.class);
        bind(PlanChecker.class);
        bind(MetricDirections.class);
        bind(Tuner.class);
        bind(ResultsCollector.class);
        bind(ExecutionFactory.class);
        bind(SuiteServices.class);
        bind(WorkerServices.class);
        bind(Replayer.class);
        bind(SampleNetworks.class);
        bind(OptimizerComparison.class);
        bind(RuleComparison.class);
        bind(Verification.class);
        bind(ContestantResolver.class);
        bind(JudgePlanner.class);
        bind(Judge.class);
        bind(JudgeServices.class);
        bind(Reproduction.class);
        bind(RecordBook.class);
    }
}
