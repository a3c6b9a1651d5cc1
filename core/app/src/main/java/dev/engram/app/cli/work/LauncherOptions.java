package dev.engram.app.cli.work;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.launch.Launchers;
import dev.engram.engine.yaml.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options with which a command starts workers. */
public final class LauncherOptions {
    @Option(
            names = "--on",
            paramLabel = "NAME",
            description = {
                "Let workers make the runs: local (processes on this machine), another kind of launcher, or a name in"
                        + " your file of launchers.",
                "The command waits for the results. If it is interrupted or killed, run it again."
            })
    private String on;

    @Option(names = "--detach", description = "With --on: return as soon as the workers are started.")
    private boolean detach;

    @Mixin
    private LauncherChoice launcher;

    /** Returns the launcher that the user wants; empty if this process makes the runs. */
    public Optional<Launchers.Found> find() {
        if (on == null) {
            if (detach || launcher.overrides()) {
                throw UserError.because((detach ? "--detach" : "--launcher-option") + " needs --on");
            }
            return Optional.empty();
        }
        List<Problem> problems = new ArrayList<>();
        Optional<Launchers.Found> found = launcher.find(on, problems);
        if (found.isEmpty()) {
            throw UserError.of(problems);
        }
        return found;
    }

    /** Returns whether the command returns as soon as the workers are started. */
    public boolean detached() {
        return detach;
    }
}
