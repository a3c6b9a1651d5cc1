package dev.engram.app.cli.components;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.LockFile;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.console.Console;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.PluginRoots;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Origin;
import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.PluginProblem;
import dev.engram.engine.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plugins",
        description = "List, install, remove or lock plugins.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PluginsCommand {
    public static CommandLine create(Console console) {
        return new CommandLine(new PluginsCommand())
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new Install(console))
                .addSubcommand(new Remove(console))
                .addSubcommand(new LockCommand(console));
    }

    private static Path folder(Path given) {
        return given != null
                ? given
                : PluginOptions.home()
                        .map(h -> h.resolve("plugins"))
                        .orElseThrow(() -> UserError.because(
                                "this program does not run from a distribution, which has the plugin folder;"
                                        + " give a folder with --to"));
    }

    @Command(
            name = "list",
            description = "List plugins with version, checksum and file.",
            mixinStandardHelpOptions = true)
    private static final class ListCommand implements Callable<Integer> {
        private final Console console;

        @Mixin
        private PluginOptions plugins;

        ListCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (Plugins loaded = plugins.load()) {
                int width = loaded.origins().stream()
                        .mapToInt(o -> o.plugin().length())
                        .max()
                        .orElse(0);
                for (Origin o : loaded.origins()) {
                    long components = loaded.catalog().all().stream()
                            .filter(e -> e.origin().equals(o))
                            .count();
                    console.out()
                            .println(String.format(
                                    Locale.ROOT,
                                    "%-" + width + "s  %s  %s  sha256 %s  %s%s",
                                    o.plugin(),
                                    o.version(),
                                    Plural.of((int) components, "component"),
                                    o.sha256(),
                                    o.file(),
                                    o.shipped() ? "" : "  (not part of Engram)"));
                }
                return ExitCode.OK;
            }
        }
    }

    @Command(
            name = "install",
            description =
                    "Copy a plugin into the plugin folder, provided that it loads together with those already there.",
            mixinStandardHelpOptions = true)
    private static final class Install implements Callable<Integer> {
        private final Console console;

        @Parameters(paramLabel = "FILE", description = "Plugin file (jar, zip or Java source).")
        private Path file;

        @Option(names = "--to", paramLabel = "DIR", description = "Plugin folder (default: that of the distribution).")
        private Path to;

        @Mixin
        private PluginOptions plugins;

        Install(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Path folder = folder(to),
                    target = folder.resolve(file.toAbsolutePath().getFileName());
            if (Files.exists(target)) {
                throw UserError.because(target + " already exists; remove it first with 'engram plugins remove'");
            }
            if (Files.isDirectory(file)) {
                throw UserError.because(file + " is a folder; give one jar, zip or Java source file");
            }
            // Loading it together with all others exposes every problem before it is copied.
            try (Plugins loaded = plugins.load(to == null || !Files.exists(to) ? List.of(file) : List.of(to, file))) {
                Origin origin = loaded.origins().stream()
                        .filter(o -> o.file().equals(file.toString()))
                        .findFirst()
                        .orElseThrow(() -> UserError.because(file + " is already in a plugin folder"));
                copy(target);
                console.out()
                        .println("installed " + origin.plugin() + " " + origin.version() + " as " + target + ": "
                                + String.join(
                                        ", ",
                                        loaded.catalog().all().stream()
                                                .filter(e -> e.origin().equals(origin))
                                                .map(Entry::id)
                                                .toList()));
            }
            return ExitCode.OK;
        }

        /** Copies under a name that plugins do not have, then renames, so that no reader ever finds half a file. */
        private void copy(Path target) {
            Path part = target.resolveSibling(target.getFileName() + ".part");
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.copy(file, part);
                Files.move(part, target);
            } catch (IOException e) {
                throw UserError.because(
                        target + " cannot be written (" + FileErrors.reason(e) + "); choose another folder with --to");
            }
        }
    }

    @Command(name = "remove", description = "Delete a plugin from the plugin folder.", mixinStandardHelpOptions = true)
    private static final class Remove implements Callable<Integer> {
        private final Console console;

        @Parameters(
                paramLabel = "NAME",
                description = "Name or file name of the plugin, as 'engram plugins list' prints them.")
        private String name;

        @Option(names = "--to", paramLabel = "DIR", description = "Plugin folder (default: that of the distribution).")
        private Path to;

        Remove(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Path folder = folder(to), target = target(folder);
            String file = target.getFileName().toString();
            if (!file.endsWith(".java") && !file.endsWith(".jar") && !file.endsWith(".zip")) {
                throw UserError.because(file + " is not a plugin: its name does not end with .jar, .zip or .java");
            }
            if (to == null && file.startsWith("engram-")) {
                throw UserError.because(file
                        + " is part of Engram and cannot be removed; to replace a component, give yours a"
                        + " different name");
            }
            try {
                Files.delete(target);
            } catch (IOException e) {
                throw UserError.because(target + " cannot be deleted (" + FileErrors.reason(e) + ")");
            }
            console.out().println("removed " + target);
            return ExitCode.OK;
        }

        /**
         * Returns the file to delete. A file name needs no loading, because the plugin to remove may be one that does
         * not load; the name of a plugin is known only to those that load.
         */
        private Path target(Path folder) {
            Path file = folder.resolve(name).normalize();
            if (folder.normalize().equals(file.getParent()) && Files.isRegularFile(file)) {
                return file;
            }
            String unknown = "there is no plugin " + name + " in " + folder;
            if (!Files.isDirectory(folder)) {
                throw UserError.because(unknown + ", which is not a folder");
            }
            try (Plugins loaded = PluginRoots.load(null, List.of(folder))) {
                return loaded.origins().stream()
                        .filter(o -> o.plugin().equals(name) && !o.file().isEmpty())
                        .map(o -> Path.of(o.file()))
                        .findFirst()
                        .orElseThrow(() ->
                                UserError.because(unknown + "; 'engram plugins list' lists the names and the files"));
            } catch (PluginException e) {
                List<String> lines = new ArrayList<>(
                        e.problems().stream().map(PluginProblem::toString).toList());
                lines.add(unknown + " with that file name, and its names are unknown because a plugin does not load;"
                        + " give the file name");
                throw UserError.because(lines);
            }
        }
    }

    @Command(
            name = "lock",
            description = "Write the checksums of all plugins to a lock file for 'engram run --locked'.",
            mixinStandardHelpOptions = true)
    private static final class LockCommand implements Callable<Integer> {
        private final Console console;

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                defaultValue = LockFile.DEFAULT_FILE,
                description = "Lock file (default: ${DEFAULT-VALUE}).")
        private Path file;

        @Mixin
        private PluginOptions plugins;

        LockCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (Plugins loaded = plugins.load()) {
                LockFile.write(file, loaded.origins());
                console.out().println(file + ": " + Plural.of(loaded.origins().size(), "plugin") + " locked");
                return ExitCode.OK;
            }
        }
    }
}
