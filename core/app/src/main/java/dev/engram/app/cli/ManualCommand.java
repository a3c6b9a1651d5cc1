package dev.engram.app.cli;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.Version;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

@Command(
        name = "manual",
        description = "Print the locations of the manual and of the SPI's Javadoc and sources.",
        mixinStandardHelpOptions = true)
final class ManualCommand implements Callable<Integer> {
    /** A part of the manual: its subject, its folder in the distribution, and its file's name as a glob. */
    private record Part(String subject, String folder, String file) {}

    private static final List<Part> PAGES = List.of(
            new Part("First steps, all commands", "manual", "README.md"),
            new Part("Suite language, key by key", "manual/experiments", "REFERENCE.md"),
            new Part("Suites to start from", "manual/experiments", "README.md"),
            new Part("Keep or discard a candidate", "manual/core/docs", "judge.md"),
            new Part("For assistants (MCP)", "manual/core/docs", "assistants.md"),
            new Part("Clusters, many machines", "manual/core/docs", "many-machines.md"),
            new Part("Results in SQL, pandas, R", "manual/core/docs", "store.md"),
            new Part("Other people's results", "manual/core/docs", "import.md"),
            new Part("Weights out and in", "manual/core/docs", "weights.md"),
            new Part("Suites in Java programs", "manual/core/docs", "library.md"),
            new Part("Writing a plugin", "manual/plugins", "README.md"),
            new Part("Javadoc of the SPI", "manual/spi", "index.html"),
            new Part("Inside Engram", "manual/core", "README.md"));

    private static final List<Part> JARS = List.of(
            new Part("SPI, to compile against", "lib", "engram-spi-*.jar"),
            new Part("Javadoc", "manual", "engram-spi-*-javadoc.jar"),
            new Part("Sources", "manual", "engram-spi-*-sources.jar"));

    private final Console console;

    ManualCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path home = PluginOptions.home()
                .map(h -> h.toAbsolutePath().normalize())
                .filter(h -> Files.isDirectory(h.resolve("manual")))
                .orElseThrow(() ->
                        UserError.because("the manual is missing; it is in the folder manual of a distribution, such"
                                + " as the one that the build writes to core/app/target/engram"));
        console.out().println("Manual of Engram " + Version.engram() + ":");
        print(home, PAGES);
        console.out().println();
        console.out().println("For the IDE of a plugin author:");
        print(home, JARS);
        return ExitCode.OK;
    }

    private void print(Path home, List<Part> parts) {
        int width = parts.stream().mapToInt(p -> p.subject().length()).max().orElseThrow();
        for (Part part : parts) {
            for (Path file : files(home.resolve(part.folder()), part.file())) {
                console.out().println(String.format(Locale.ROOT, "  %-" + width + "s  %s", part.subject(), file));
            }
        }
    }

    /** Returns the files of a folder whose names match a glob. */
    private static List<Path> files(Path folder, String glob) {
        PathMatcher name = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> name.matches(f.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw UserError.because(folder + " cannot be read (" + FileErrors.reason(e) + ")");
        }
    }
}
