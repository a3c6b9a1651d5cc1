package dev.engram.app.cli.components;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.ComponentData;
import dev.engram.app.cli.text.ComponentText;
import dev.engram.app.cli.text.PrettyJson;
import dev.engram.app.console.Console;
import dev.engram.app.wiring.Services;
import dev.engram.engine.inspect.Locality;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "components",
        description = "List the available components, or explain one of them.",
        mixinStandardHelpOptions = true)
public final class ComponentsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "WHICH",
            arity = "0..1",
            completionCandidates = CompletionCandidates.Components.class,
            description = "Kind such as optimizer, or component such as optimizer/adam; a name that only one component"
                    + " has needs no kind (default: all kinds).")
    private String which = "";

    @Option(
            names = "--search",
            paramLabel = "WORD",
            description = "List only components that contain the word in their name, documentation or hyperparameters.")
    private String search = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Mixin
    private PluginOptions plugins;

    public ComponentsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Plugins loaded = plugins.load()) {
            Catalog catalog = loaded.catalog();
            ComponentText text = new ComponentText(console.width());
            String which = ComponentRefs.withKind(this.which, catalog);
            if (!which.contains("/")) {
                List<Kind> kinds =
                        which.isEmpty() ? List.of(Kind.values()) : List.of(ComponentRefs.kind(which, catalog));
                Map<Kind, List<Entry>> found = new EnumMap<>(Kind.class);
                kinds.forEach(k -> found.put(
                        k, catalog.of(k).stream().filter(this::matches).toList()));
                if (!search.isEmpty() && found.values().stream().allMatch(List::isEmpty)) {
                    throw UserError.because("no component contains the word '" + search + "'; try a part of it");
                }
                if (json) {
                    console.out()
                            .println(PrettyJson.of(found.values().stream()
                                    .flatMap(List::stream)
                                    .map(ComponentData::of)
                                    .toList()));
                } else {
                    found.forEach((k, entries) -> console.out().print(text.list(k, entries)));
                }
                return ExitCode.OK;
            }
            if (json) {
                console.out().println(PrettyJson.of(ComponentData.of(ComponentRefs.component(which, catalog))));
                return ExitCode.OK;
            }
            Entry entry = ComponentRefs.component(which, catalog);
            Optional<Locality> seen = entry.kind() == Kind.LEARNING_RULE
                    ? Services.sampleNetworks(loaded).locality(entry.name())
                    : Optional.empty();
            console.out().print(text.explain(entry, seen));
            return ExitCode.OK;
        }
    }

    private boolean matches(Entry e) {
        String word = search.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of(e.name(), e.documentation()),
                        e.hyperparameters().stream().flatMap(f -> Stream.of(f.name(), f.doc())))
                .anyMatch(t -> t.toLowerCase(Locale.ROOT).contains(word));
    }
}
