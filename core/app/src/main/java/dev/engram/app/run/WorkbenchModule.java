package dev.engram.app.run;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import dev.engram.engine.data.DataCache;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.suite.SuiteReader;
import dev.engram.engine.train.Runner;

/** Wires the workbench. Nothing here reads or writes anything. */
public final class WorkbenchModule extends AbstractModule {
    private final Plugins plugins;

    private WorkbenchModule(Plugins plugins) {
        this.plugins = plugins;
    }

    /** The workbench over loaded plugins. */
    public static Workbench workbench(Plugins plugins) {
        return Guice.createInjector(Stage.PRODUCTION, new WorkbenchModule(plugins))
                .getInstance(Workbench.class);
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().disableCircularProxies();
    }

    @Provides
    @Singleton
    Catalog catalog() {
        return plugins.catalog();
    }

    @Provides
    @Singleton
    Runner runner() {
        return new Runner(new DataCache());
    }

    @Provides
    @Singleton
    Workbench workbench(Catalog catalog, Runner runner) {
        return new Workbench(
                new SuiteReader(catalog),
                new Planner(runner),
                runner,
                new ResultsCollector(catalog),
                Provenance.of(Version.engram(), plugins.origins()));
    }
}
