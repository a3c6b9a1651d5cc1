package dev.engram.app.cli.options;

import dev.engram.app.run.FileSuggestions;
import dev.engram.app.run.PluginRoots;
import dev.engram.app.run.SpiSuggestions;
import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.PluginProblem;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that loads plugins. */
public final class PluginOptions {
    @Option(
            names = "--plugins",
            paramLabel = "PATH",
            description = "Plugin file (jar, zip or Java source), or folder of plugins; repeatable.")
    private List<Path> plugins = new ArrayList<>();

    /** Set here for commands that load plugins without options of their own. */
    @Mixin
    private SizeLimitOptions limits = new SizeLimitOptions();

    /** Loads the distribution's plugins and those of {@code --plugins}. */
    public Plugins load() {
        return load(List.of());
    }

    /** Loads the distribution's plugins, those of {@code --plugins}, and more. */
    public Plugins load(List<Path> more) {
        List<Path> all = new ArrayList<>(plugins);
        all.addAll(more);
        try {
            return PluginRoots.load(home().orElse(null), all, limits.apply());
        } catch (PluginException e) {
            throw UserError.because(e.problems().stream().map(p -> text(p, all)).toList());
        }
    }

    private static String text(PluginProblem problem, List<Path> files) {
        return SpiSuggestions.text(problem)
                + files.stream()
                        .filter(f -> f.toString().equals(problem.file()) && !Files.exists(f))
                        .map(FileSuggestions::pluginHint)
                        .findFirst()
                        .orElse("");
    }

    /** Returns the limits of sizes. */
    public SizeLimitOptions limits() {
        return limits;
    }

    /** Returns the arguments that make another command load the same plugins. */
    public List<String> toArguments() {
        return Stream.concat(
                        plugins.stream().flatMap(p -> Stream.of("--plugins", p.toString())),
                        limits.toArguments().stream())
                .toList();
    }

    /** Returns the folder of the distribution, if the program runs from one. */
    public static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("engram.home")).map(Path::of);
    }
}
