package dev.engram.app.cli.components;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.run.FileErrors;
import dev.engram.app.scaffold.Scaffold;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.text.ShellWord;
import dev.engram.engine.yaml.NameSuggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        description = "Write a working component to start from, as one source file, and a suite that compares it.",
        mixinStandardHelpOptions = true)
public final class NewCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = CompletionCandidates.Kinds.class,
            description = "Kind of the component, such as optimizer, learning-rule or loss.")
    private String kind;

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "Name of the component in suites, such as my-optimizer.")
    private String name;

    @Option(
            names = "--project",
            description = "Write a Maven module with the contract test instead of one source file.")
    private boolean project;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Output folder (default: the current folder).")
    private Path to;

    public NewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Scaffold scaffold = scaffold();
        Path target = project ? to.resolve(name) : to.resolve(scaffold.className() + ".java");
        Path suite = to.resolve(name + ".yaml");
        List.of(target, project ? target : suite).stream()
                .filter(Files::exists)
                .findFirst()
                .ifPresent(f -> {
                    throw UserError.because(
                            f + " already exists; remove it, or choose another name, or another folder with --to");
                });
        Map<String, String> files = project
                ? scaffold.project(repository())
                : new TreeMap<>(Map.of(
                        target.getFileName().toString(),
                        scaffold.source(),
                        suite.getFileName().toString(),
                        scaffold.suite(scaffold.className() + ".java")));
        try {
            for (Map.Entry<String, String> e : files.entrySet()) {
                Path file = (project ? target : to).resolve(e.getKey());
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, e.getValue(), StandardOpenOption.CREATE_NEW);
                console.out().println(file.normalize());
            }
        } catch (IOException e) {
            throw UserError.because(
                    target + " cannot be written (" + FileErrors.reason(e) + "); choose another folder with --to");
        }
        Path plugin = (project ? target.resolve(scaffold.jarPath()) : target).normalize();
        console.err()
                .println(
                        project
                                ? "Build it: mvn package, in " + target.normalize()
                                : "It works already; replace its formula with yours.");
        console.err().println("Then:     engram verify " + kind + "/" + name + " --plugins " + ShellWord.quote(plugin));
        console.err()
                .println("And:      engram run "
                        + ShellWord.quote((project ? target.resolve(name + ".yaml") : suite).normalize())
                        + " --plugins " + ShellWord.quote(plugin));
        return ExitCode.OK;
    }

    /** Returns the address of the repository with Engram's own modules, which is part of the distribution. */
    private static String repository() {
        Path folder = PluginOptions.home()
                .map(h -> h.resolve("repository"))
                .filter(Files::isDirectory)
                .orElseThrow(() -> UserError.because(
                        "a project needs Engram's modules, which are in the folder 'repository' of a distribution, and"
                                + " this program does not run from one"));
        return folder.toAbsolutePath().normalize().toUri().toString();
    }

    private Scaffold scaffold() {
        List<String> kinds = Scaffold.kinds();
        Kind k = Kind.fromLabel(kind)
                .orElseThrow(
                        () -> UserError.because("there is no kind '" + kind + "'" + NameSuggestions.hint(kind, kinds)));
        try {
            Scaffold scaffold = new Scaffold(k, name);
            requireNewName(k.label() + "/" + name);
            return scaffold;
        } catch (IllegalArgumentException e) {
            throw UserError.because(e.getMessage());
        }
    }

    /** Throws {@link UserError} if a component has this name already: a suite could not tell the two apart. */
    private static void requireNewName(String id) {
        try (Plugins p = new PluginOptions().load()) {
            if (p.catalog().all().stream().anyMatch(e -> e.id().equals(id))) {
                throw UserError.because(id + " already exists; choose another name");
            }
        }
    }
}
