package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@code engram components}. */
class ComponentsIT {
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
        for (String rule : rules()) {
            assertTrue(
                    InProcessCli.run("components", "learning-rule/" + rule)
                            .out()
                            .contains("Non-local information (observed"),
                    rule + " fits none of the sample networks");
        }
    }

    private static List<String> rules() {
        return InProcessCli.run("components", "learning-rule")
                .out()
                .lines()
                .filter(l -> l.matches(" {2}[a-z].*"))
                .map(l -> l.strip().split(" ")[0])
                .toList();
    }

    @Test
    void everyComponentIsExplained() {
        String list = InProcessCli.run("components").out();
        String kind = "";
        for (String line : list.lines().toList()) {
            if (line.matches("[a-z-]+")) {
                kind = line;
            } else if (line.matches(" {2}[a-z].*")) {
                String name = line.strip().split(" ")[0];
                CommandResult e = InProcessCli.run("components", kind + "/" + name);
                assertEquals(0, e.code(), e.err());
                assertTrue(e.out().startsWith(kind + "/" + name + "  version "), e.out());
                assertTrue(
                        Stream.of("Hyperparameters:\n", "No hyperparameters.\n").anyMatch(e.out()::contains), e.out());
                assertFalse(e.out().contains("null"), e.out());
            }
        }
    }

    @Test
    void unknownNames() {
        refused(
                "there is no optimizer called 'nope'; \"engram components optimizer\" lists them all",
                "optimizer/nope");
        refused("there is no optimizer called 'adma'; did you mean adam?", "optimizer/adma");
        refused("there is no kind 'adam'; did you mean optimizer/adam?", "adam");
        refused("there is no kind 'constant'; did you mean initialiser/constant or schedule/constant?", "constant");
        refused("there is no kind 'optimizers'; did you mean optimizer?", "optimizers");
    }

    private static void refused(String problem, String which) {
        assertEquals(
                new CommandResult(2, "", problem + "\n1 problem; nothing was run.\n"),
                InProcessCli.run("components", which));
    }
}
