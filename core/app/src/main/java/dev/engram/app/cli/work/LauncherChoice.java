package dev.engram.app.cli.work;

import dev.engram.app.launch.Launchers;
import dev.engram.app.launch.kubernetes.KubernetesSettings;
import dev.engram.engine.yaml.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that describe the launcher which a command names. */
final class LauncherChoice {
    @Option(
            names = "--launchers",
            paramLabel = "FILE",
            description = "Your file of launchers (default: ~/.config/engram/launchers.yaml).")
    private Path file;

    @Option(
            names = "--launcher-option",
            paramLabel = "OPTION=VALUE",
            description = "Override an option of the launcher, such as workers=4; repeatable.")
    private List<String> options = new ArrayList<>();

    /** Returns whether an option of the launcher is overridden. */
    boolean overrides() {
        return !options.isEmpty();
    }

    /** Returns the launcher of this name, or adds the problems with it. */
    Optional<Launchers.Found> find(String name, List<Problem> problems) {
        return Launchers.read(Optional.ofNullable(file)).find(name, options, problems);
    }

    /** Returns the settings of the Kubernetes launcher of this name, or adds the problems with it. */
    Optional<KubernetesSettings> findKubernetes(String name, List<Problem> problems) {
        return Launchers.read(Optional.ofNullable(file)).findKubernetes(name, options, problems);
    }
}
