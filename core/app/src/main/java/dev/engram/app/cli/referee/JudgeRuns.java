package dev.engram.app.cli.referee;

import dev.engram.app.cli.options.ExecutionOptions;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.StoreOptions;
import dev.engram.app.cli.work.LauncherOptions;
import dev.engram.app.console.Console;
import dev.engram.app.execution.Execution;
import dev.engram.app.execution.ExecutionFactory;
import dev.engram.app.execution.ExecutionListener;
import dev.engram.app.judge.LocalRuns;
import dev.engram.app.judge.RunMaker;
import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.WorkerLauncher;
import dev.engram.app.wiring.Services;
import dev.engram.app.work.RemoteRuns;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The options that say who makes the runs of a judgment. */
final class JudgeRuns {
    @Mixin
    private ExecutionOptions execution;

    @Mixin
    private LauncherOptions launcher;

    /**
     * Where the runs are kept.
     *
     * @param options the location of the store
     * @param plugins the options of plugins, which workers need too
     */
    record Place(StoreOptions options, PluginOptions plugins, Store runs) {}

    /** Returns what is wrong with the options; mistakes in the file of launchers are thrown. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        problems.addAll(execution.parallel().problems());
        if (launcher.detached()) {
            problems.add("--detach: a judgment decides by its runs whether more are needed, so it waits for them;"
                    + " leave it out");
        } else {
            launcher.find();
        }
        execution.timeLimit();
        return problems;
    }

    /** Returns what makes the runs: this process, or workers. */
    RunMaker maker(
            ExecutionFactory executions, Plugins loaded, Place place, ExecutionListener listener, Console console) {
        Optional<Launchers.Found> found = launcher.find();
        if (found.isEmpty()) {
            Execution.Settings settings = execution.settings(ExecutionOptions.CHECKPOINT);
            return new LocalRuns(executions, place.runs(), settings, listener);
        }
        List<String> arguments = new ArrayList<>(List.of("--checkpoint", ExecutionOptions.CHECKPOINT));
        arguments.addAll(execution.workArguments());
        arguments.addAll(place.plugins().limits().toArguments());
        RemoteRuns.Settings settings = new RemoteRuns.Settings(
                place.options().portableLocation(), place.options().jobsFolder(), false, arguments);
        RemoteRuns remote =
                new RemoteRuns(place.runs(), Services.submitter(loaded), found.get(), settings, console.err());
        WorkerLauncher kind = found.get().launcher();
        return new WorkerRuns(remote, kind.workers() * kind.threads(), console);
    }
}
