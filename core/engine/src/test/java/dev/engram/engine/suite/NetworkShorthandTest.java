package dev.engram.engine.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.config.NetworkShorthand;
import dev.engram.engine.config.RunIdentity;
import dev.engram.engine.yaml.InvalidInputException;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkShorthandTest {
    private static final String HEAD = """
        data: digits
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.5}}
        training: {epochs: 3}
        """;
    private static final String LIST = "network: [{dense: {units: 3, activation: tanh}}, {dense: {units: 10}}]\n";
    private static final String SHORT =
            "network: {hidden: [3], template: {dense: {activation: tanh}}, output: {dense: {units: 10}}}\n";

    private static final Location HERE = new Location("axis", 1, 1);

    @TempDir
    private Path folder;

    private List<Suite.Cell> cells(String text, String... sets) throws InvalidInputException {
        return SuiteReader.read(Toys.write(folder, "s.yaml", HEAD + text), List.of(sets), Toys.CATALOG)
                .cells();
    }

    private String spec(String text, String... sets) throws InvalidInputException {
        return cells(text, sets).get(0).spec().text();
    }

    private static String layers(int... units) {
        StringBuilder layers = new StringBuilder("network:\n");
        for (int u : units) {
            layers.append("  - {dense: {units: " + u + ", activation: tanh}}\n");
        }
        return layers + "  - {dense: {units: 10}}\n";
    }

    @Test
    void aRunIsTheSameRunInBothForms() throws InvalidInputException {
        List<Suite.Cell> shorthand = cells(SHORT);
        List<Suite.Cell> list = cells(LIST);
        assertEquals(list.get(0).spec().text(), shorthand.get(0).spec().text());
        assertEquals(
                RunIdentity.of(list.get(0).spec(), 1, Path::toString),
                RunIdentity.of(shorthand.get(0).spec(), 1, Path::toString));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [] |
        4 | 4
        [4] | 4
        [5, 6] | 5,6
        [4, 4, 4] | 4,4,4
        """)
    void hiddenLayersAreCopiesOfTheTemplate(String hidden, String units) throws InvalidInputException {
        int[] widths = units == null
                ? new int[0]
                : List.of(units.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        String expected = spec(layers(widths));
        assertEquals(expected, spec(SHORT.replace("[3]", hidden)));
        assertEquals(expected, spec(SHORT, "network.hidden=" + hidden));
        assertEquals(expected, spec(LIST, "network.hidden=" + hidden));
        assertEquals(expected, spec(LIST + "compare: {network.hidden: [" + hidden + ", 77]}\n"));
        assertEquals(expected, spec(layers(8, 9), "network.hidden=" + hidden));
    }

    @Test
    void anAxisOverWidthAndDepthHasShortLabels() throws InvalidInputException {
        List<Suite.Cell> cells =
                cells(LIST + "compare: {rule: [backprop, delta], network.hidden: [[], 32, [64, 64]]}\n");
        assertEquals(
                List.of("backprop, hidden=none", "backprop, hidden=32", "backprop, hidden=64x64"),
                cells.subList(0, 3).stream().map(Suite.Cell::name).toList());
        assertEquals("64x64", cells.get(2).axes().get("network.hidden"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        '{rule: delta, network.hidden: 32}' | delta, hidden=32
        '{rule: delta, network.hidden: [32]}' | delta, hidden=32
        '{rule: delta, network.hidden: [64, 64]}' | delta, hidden=64x64
        '{rule: delta, network.hidden: 64x64}' | delta, hidden=64x64
        """)
    void aBaselineNamesHiddenLayersInAnyForm(String baseline, String cell) throws InvalidInputException {
        String text =
                LIST + "compare: {rule: [backprop, delta], network.hidden: [[32], [64, 64]]}\nbaseline: " + baseline;
        assertEquals(
                Optional.of(cell),
                SuiteReader.read(Toys.write(folder, "s.yaml", HEAD + text), List.of(), Toys.CATALOG)
                        .baseline());
    }

    @Test
    void otherPathsReachTheTemplateAndTheLayers() throws InvalidInputException {
        String twice = SHORT.replace("[3]", "[3, 4]");
        assertEquals(
                spec(layers(3, 4).replace("tanh", "identity")),
                spec(twice, "network.template.dense.activation=identity"));
        assertEquals(spec(layers(3, 9)), spec(twice, "network.1.dense.units=9"));
        assertEquals(
                spec(layers(5, 5).replace("units: 10", "units: 7")),
                spec(twice, "network.output.dense.units=7", "network.hidden=[5, 5]"));
        List<Suite.Cell> both = cells(
                LIST + "compare: {network.0.dense.activation: [identity, tanh], network.hidden: [[4], [4, 4]]}\n");
        assertEquals(spec(layers(4, 4)), both.get(3).spec().text(), "hidden layers come before what is inside of them");
    }

    @Test
    void theTemplateCanBeTuned() throws InvalidInputException {
        String tune = "tune: {trials: 2, space: {network.template.dense.activation: {choice: [tanh, identity]}}}\n";
        assertEquals(1, cells(SHORT + tune).size());
        String second = "tune: {trials: 2, space: {network.1.dense.activation: {choice: [tanh, identity]}}}\n";
        assertEquals(1, cells(SHORT + second).size());
    }

    @Test
    void aSuiteThatExtendsAnotherChangesOnlyWhatItNames() throws InvalidInputException {
        Toys.write(folder, "base.yaml", HEAD + SHORT);
        Path file = Toys.write(folder, "s.yaml", "extends: base.yaml\nnetwork: {hidden: [6, 6]}\n");
        assertEquals(
                spec(layers(6, 6)),
                SuiteReader.read(file, List.of(), Toys.CATALOG)
                        .cells()
                        .get(0)
                        .spec()
                        .text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        network: {hidden: [3]} | 5:10 network.output: missing; give the last layer, such as {dense: {units: 10}}
        network: {hidden: [3]} | 5:10 network.template: missing; give the hidden layer without its units, such as \
        {dense: {activation: tanh}}
        network: {template: dense, output: {dense: {units: 2}}} | 5:10 network.hidden: missing; give the units of each \
        hidden layer, such as [64, 64]
        network: {hiden: [3], template: dense, output: {dense: {units: 2}}} | 5:11 network.hiden: unknown key; did \
        you mean hidden?
        network: {hidden: [3], template: [], output: {dense: {units: 2}}} | 5:34 network.template: expected a layer \
        without its units, such as {dense: {activation: tanh}}, found a list
        network: {hidden: [3], template: {dense: {units: 3}}, output: {dense: {units: 2}}} | 5:43 network.template: \
        hidden gives the units of each layer; remove units here
        network: {hidden: [[3], [4]], template: dense, output: {dense: {units: 2}}} | 5:20 network.hidden.0: expected \
        the units of a layer, found a list; to compare several, write compare: {network.hidden: [[3], [4]]}
        network: {hidden: [3, {}], template: dense, output: {dense: {units: 2}}} | 5:23 network.hidden.1: expected \
        the units of a layer, found an empty map
        network: {hidden: [3, x], template: dense, output: {dense: {units: 2}}} | 5:23 network.1.dense.units: expected \
        an integer, found 'x'
        network: {hidden: 0, template: dense, output: {dense: {units: 2}}} | 5:19 network.0.dense.units: 0 is outside \
        [1,1000000]
        network: {hidden: 3, template: dens, output: {dense: {units: 2}}} | 5:32 network.0: there is no layer called \
        'dens'; did you mean dense?
        """)
    void mistakesInTheShortFormAreReported(String line, String expected) {
        String problems = Toys.problems(Toys.write(folder, "s.yaml", HEAD + line + "\n"));
        assertTrue(problems.contains("s.yaml:" + expected), problems);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        network: [{dense: {units: 10}}] | the network has no hidden layer that could be repeated; write one, or write \
        network: {hidden: ..., template: ..., output: ...}
        network: [{dense: {units: 3, activation: tanh}}, dense, {dense: {units: 10}}] | the hidden layers differ in \
        more than their units, so it is not clear which one to repeat; write network: {hidden: ..., template: ..., \
        output: ...}
        """)
    void aListWithoutOneTemplateIsReportedAtTheAxis(String network, String expected) {
        String text = HEAD + network + "\ncompare: {network.hidden: [1, 2]}\n";
        assertEquals("s.yaml:6:11 network.hidden: " + expected, Toys.problems(Toys.write(folder, "s.yaml", text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        compare: {network.hiden: [1, 2]} | s.yaml:6:11 network.hiden: there is no element hiden here; elements are \
        counted from 0, the last is 1
        compare: {network.template.dense.activation: [tanh, identity]} | s.yaml:6:11 \
        network.template.dense.activation: there is no template here: network is a list; write network: \
        {hidden: ..., template: ..., output: ...}
        compare: {network.hidden: [32, [32]]} | s.yaml:6:32 compare.network.hidden.1: 32 is listed twice; remove one
        tune: {space: {network.hidden: {choice: [1, 2]}}} | s.yaml:6:16 tune.space.network.hidden: hidden layers \
        cannot be tuned as a whole; compare several, or give the path of a hyperparameter, such as \
        network.0.dense.units
        """)
    void mistakesInPathsAreReported(String line, String expected) {
        assertEquals(expected, Toys.problems(Toys.write(folder, "s.yaml", HEAD + LIST + line + "\n")));
    }

    @Test
    void unitsThatAnAxisSetsCannotBeTuned() {
        String text = LIST + "compare: {network.hidden: [1, 2]}\n"
                + "tune: {trials: 2, space: {network.0.dense.units: {uniform: [3, 9]}}}\n";
        assertTrue(Toys.problems(Toys.write(folder, "s.yaml", HEAD + text))
                .contains("s.yaml:7:27 tune.space.network.0.dense.units: this is an axis of the comparison"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        training.batch: [8, 32] | 8.0 32.0
        training.batch: [8, full] | 8.0 -
        optimizer.sgd.rate: [0.1, 1e-2] | 0.1 0.01
        rule: [backprop, delta] | - -
        network.hidden: [8, 16] | 8.0 16.0
        network.0.dense.activation: [tanh, identity] | - -
        variants: [{name: 8}, {name: 9}] | - -
        """)
    void theValuesOfAnAxisAreNumbersIfTheyLookLikeIt(String axis, String scores) {
        Node.Mapping root = (Node.Mapping)
                YamlReader.value("{" + axis + "}", HERE, new Problems()).orElseThrow();
        AxisReader reader = new AxisReader(root, Toys.CATALOG, new Problems());
        assertEquals(
                List.of(scores.split(" ")),
                reader.axes(null, root).get(0).scores().stream()
                        .map(s -> s.isPresent() ? String.valueOf(s.getAsDouble()) : "-")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [16, [64], 256] | 16 64 256
        [[], [8], [8, 8]] | 0 1 2
        [[8, 8], [8]] | 2 1
        [[8, 4], [8]] | - -
        [[x], [y]] | - -
        [[8, 8], [9, 9]] | 8 9
        [[8, 8], [9]] | - -
        [[], []] | - -
        """)
    void widthsAndDepthsAreNumbers(String values, String scores) {
        Node.Sequence list =
                (Node.Sequence) YamlReader.value(values, HERE, new Problems()).orElseThrow();
        assertEquals(
                List.of(scores.split(" ")),
                NetworkShorthand.scores(list.items()).stream()
                        .map(s -> s.isPresent() ? String.valueOf((int) s.getAsDouble()) : "-")
                        .toList());
    }
}
