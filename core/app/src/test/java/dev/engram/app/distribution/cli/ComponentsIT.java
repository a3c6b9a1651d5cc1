package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.cli.text.ComponentText;
import dev.engram.app.console.Console;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.Launcher;
import dev.engram.app.run.PluginRoots;
import dev.engram.app.verify.SampleNetworks;
import dev.engram.app.wiring.Services;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.plugins.Plugins;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code engram components}. */
class ComponentsIT {
    private static Plugins plugins;

    @BeforeAll
    static void load() {
        plugins = PluginRoots.load(Launcher.HOME, List.of());
    }

    @AfterAll
    static void close() {
        plugins.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120})
    void theListFitsTheTerminalAndDescribesEveryComponent(int columns) {
        CommandResult e = InProcessCli.runInTerminal(columns, "components");
        assertEquals(0, e.code(), e.err());
        assertEquals(
                List.of(), e.out().lines().filter(l -> l.length() > columns).toList());
        List<String> silent = e.out()
                .lines()
                .filter(l -> l.matches(" {2}[a-z].*"))
                .filter(l -> !l.matches(" {2}[a-z0-9-]+ {2,}[A-Z0-9].*"))
                .toList();
        assertEquals(List.of(), silent);
        assertEquals(
                e.out()
                        .lines()
                        .filter(l -> l.strip().matches("engram(-[a-z-]+ \\S+)?"))
                        .count(),
                e.out().lines().filter(l -> l.matches(" {2}[a-z].*")).count());
    }

    @Test
    void theFirstSentenceEndsBeforeAFormula() {
        assertTrue(InProcessCli.run("components", "landscape")
                .out()
                .contains("Himmelblau's function: four minima of equal depth.\n"));
    }

    @Test
    void aLayerIsDocumentedLikeAnyOtherComponent() {
        CommandResult e = InProcessCli.run("components", "layer/dense");
        assertTrue(e.out().startsWith("layer/dense  version 1  (engram-layers "), e.out());
        assertTrue(e.out().contains(")\n\nA fully connected layer: "), e.out());
    }

    @Test
    void theNonLocalInformationOfALearningRuleIsObserved() {
        assertTrue(
                InProcessCli.run("components", "learning-rule/backprop").out().contains("""
                    Non-local information (observed with the defaults in a small network):
                      weight transport: layer0, layer1 receive the error through the weights of the layers above
                      global error: layer0, layer1 receive the derivative of the loss at the output
                      (a step costs as much as 2.7 forward passes)
                    """));
        assertTrue(InProcessCli.run("components", "learning-rule/output-only")
                .out()
                .contains("none: every layer learns"));
        SampleNetworks networks = Services.sampleNetworks(plugins);
        for (Entry rule : plugins.catalog().of(Kind.LEARNING_RULE)) {
            assertTrue(
                    text(rule, networks).contains("Non-local information (observed"),
                    rule.name() + " fits none of the sample networks");
        }
    }

    private static String text(Entry e, SampleNetworks networks) {
        return new ComponentText(Console.WIDE)
                .explain(e, e.kind() == Kind.LEARNING_RULE ? networks.locality(e.name()) : Optional.empty());
    }

    /** One component of each kind through the command, which loads all plugins each time, and every text. */
    @Test
    void everyComponentIsExplained() {
        SampleNetworks networks = Services.sampleNetworks(plugins);
        for (Kind kind : Kind.values()) {
            List<Entry> entries = plugins.catalog().of(kind);
            for (Entry e : entries) {
                String text = text(e, networks);
                assertTrue(text.startsWith(kind.label() + "/" + e.name() + "  version "), text);
                assertTrue(
                        Stream.of("Hyperparameters:\n", "No hyperparameters.\n").anyMatch(text::contains), text);
                assertFalse(text.contains("null"), text);
            }
            Entry last = entries.get(entries.size() - 1);
            assertEquals(
                    new CommandResult(0, text(last, networks), ""),
                    InProcessCli.run("components", kind.label() + "/" + last.name()));
        }
    }

    @Test
    void paragraphsAreWrappedToTheWidth() {
        for (Kind kind : Kind.values()) {
            for (Entry e : plugins.catalog().of(kind)) {
                String text = new ComponentText(80).explain(e, Optional.empty());
                String documentation = text.substring(text.indexOf("\n\n"), text.indexOf("yperparameters"));
                List<String> tooLong = documentation
                        .lines()
                        .filter(l -> l.length() > 80 && l.matches("[^ -].*"))
                        .toList();
                assertEquals(List.of(), tooLong, e.id());
                assertTrue(
                        documentation
                                .replaceAll("\\s", "")
                                .contains(e.documentation().replaceAll("\\s", "")),
                        text);
            }
        }
    }

    @Test
    void unknownNames() {
        refused(
                "there is no optimizer called 'nope'; \"engram components optimizer\" lists them all, and --plugins"
                        + " FILE adds yours",
                "optimizer/nope");
        refused("there is no optimizer called 'adma'; did you mean adam?", "optimizer/adma");
        refused("there is no kind 'constant'; did you mean initialiser/constant or schedule/constant?", "constant");
        refused("there is no kind 'optimizers'; did you mean optimizer?", "optimizers");
        refused("there is no kind and no component 'adma'; did you mean optimizer/adam?", "adma");
    }

    @Test
    void aNameThatOnlyOneComponentHasNeedsNoKind() {
        assertEquals(InProcessCli.run("components", "dataset/npy"), InProcessCli.run("components", "npy"));
        assertTrue(InProcessCli.run("components", "npy").out().startsWith("dataset/npy  version "));
    }

    private static void refused(String problem, String which) {
        assertEquals(
                new CommandResult(2, "", problem + "\n1 problem; nothing was run.\n"),
                InProcessCli.run("components", which));
    }
}
