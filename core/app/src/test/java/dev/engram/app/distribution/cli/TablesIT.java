package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.PluginBuilder;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the printed comparison for suites of every kind. */
class TablesIT {
    @TempDir
    private Path folder;

    @Test
    void landscapeWithSeveralOptimizers() {
        List<String> table = table(run("""
            name: banana
            landscape: rosenbrock
            training: {steps: 500}
            compare: {optimizer: [{sgd: {rate: 0.001}}, {adam: {rate: 0.1}}, {momentum: {rate: 0.0005}}]}
            """));
        assertTrue(
                table.get(0)
                        .matches(
                                "cell +value +Δ value +ended in +distance +x0 +x1 +seeds +steps +seconds +state bytes"),
                table.get(0));
        assertTrue(
                table.get(2).matches("sgd +2\\.285 +- +nowhere known +1\\.678 +-0\\.5097 +0\\.2674 +1/1 +500 .*"),
                table.get(2));
        assertTrue(
                table.get(3).matches("adam +0\\.01554 +-2\\.269 +nowhere known +0\\.2652 +0\\.8754 +0\\.7659 +1/1 .*"),
                table.get(3));
    }

    @Test
    void landscapeFromSeveralStarts() {
        String out = run("""
            name: two valleys
            landscape: quartic
            training: {steps: 100}
            optimizer: {sgd: {rate: 0.01}}
            seeds: 1
            compare: {start: [[2], [-2]]}
            """);
        List<String> table = table(out);
        assertTrue(
                table.get(2).matches("start=\\[2] +-1\\.070 +- +local minimum \\(1\\.131\\) +\\S+ +1/1 .*"),
                table.get(2));
        assertTrue(
                table.get(3).matches("start=\\[-2] +-3\\.514 +-2\\.444 +global minimum \\(-1\\.301\\) +\\S+ +1/1 .*"),
                table.get(3));
        assertTrue(out.endsWith("\nOne seed: no confidence interval.\n"), out);
    }

    @Test
    void landscapeFromRandomStarts() {
        String out = run("""
            name: four minima
            landscape: himmelblau
            start: random
            training: {steps: 1000}
            optimizer: {sgd: {rate: 0.01}}
            seeds: 20
            compare: {optimizer: [{sgd: {rate: 0.01}}, {sgd: {rate: 0.1}}]}
            """);
        List<String> table = table(out);
        assertTrue(
                table.get(0).matches("cell +value +minimum 1 +minimum 2 +minimum 3 +minimum 4 .*diverged.*"),
                table.get(0));
        assertTrue(table.get(2).matches("sgd rate=0\\.01 .* (\\d+/20 +){4}.*"), table.get(2));
        assertTrue(table.get(3).matches("sgd rate=0\\.1 ! .* \\d+/20.*"), table.get(3));
        assertTrue(
                out.contains(
                        "minimum 1 (3, 2), minimum 2 (-2.805, 3.131), minimum 3 (3.584, -1.848), minimum 4 (-3.779,"
                                + " -3.283)"),
                out);
    }

    @Test
    void aLandscapeWithoutARegionHasNoRandomStart() throws IOException {
        Path plugin = PluginBuilder.jar(folder.resolve("flat.jar"), "flat", "Flat", """
            package stranger;
            import dev.engram.spi.*;
            /** Nothing but a plain. */
            @Component("flat") public record Flat() implements Landscape {
              public int rows() { return 1; }
              public int cols() { return 2; }
              public double value(double[] x, double[] gradient) { gradient[0] = 0; gradient[1] = 0; return 0; }
              public double[] start() { return new double[2]; }
            }
            """);
        Path suite = SampleSuites.write(
                folder, "s.yaml", "landscape: flat\nstart: random\noptimizer: sgd\ntraining: {steps: 3}\n");
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("results"), "--plugins", plugin)
                .withFolderAsDir(folder);
        assertEquals(
                "DIR/s.yaml:2:8 start: flat has no region to draw a start from; give a point of 2 numbers\n"
                        + "1 problem; nothing was run.\n",
                e.err());
    }

    @Test
    void dataNextToTheSuiteWithOneCellAndOneSeed() throws IOException {
        Path data = Files.createDirectories(folder.resolve("my suite/data"));
        SampleSuites.write(
                data,
                "t.csv",
                IntStream.range(0, 40)
                        .mapToObj(i -> i + "," + i % 7 + "," + (i % 2 == 0 ? "even" : "odd"))
                        .collect(Collectors.joining("\n", "a,b,kind\n", "\n")));
        Path suite = SampleSuites.write(data.getParent(), "s.yaml", """
            data: {csv: {file: data/t.csv, test: 0.25, scaling: standard}}
            network: [{dense: {units: 2, activation: softmax}}]
            loss: cross-entropy
            optimizer: sgd
            training: {epochs: 5, batch: full}
            """);
        CommandResult e = InProcessCli.run("run", suite, "--out", folder.resolve("results"));
        assertEquals(0, e.code(), e.err());
        List<String> table = table(e.out());
        assertTrue(table.get(0).matches("cell +accuracy +loss +seeds .*"), table.get(0));
        assertTrue(table.get(2).matches("s +0\\.\\d+ +\\d\\.\\d+ +1/1 +5 .*"), table.get(2));
        assertTrue(e.out().contains("mean over 1 seed.\n"), e.out());
        assertTrue(e.out().endsWith("\nOne seed: no confidence interval.\n"), e.out());
    }

    @Test
    void narrowTerminalsAndLongNames() {
        String name =
                "a name that is so long that no terminal of ordinary width could ever hold it in a line of its table"
                        + " nor one that is wide enough for two";
        Path suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.SMALL.replace("seeds: 2", "seeds: 1") + "compare: [{name: " + name
                        + ", optimizer: sgd}, {name: b, optimizer: adam}]\n");
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", folder.resolve("results"))
                        .code());
        for (int columns : new int[] {20, 60, 80, 120}) {
            CommandResult e = InProcessCli.runInTerminal(columns, "compare", suite, "--out", folder.resolve("results"));
            assertEquals(0, e.code(), e.err());
            List<String> wide = e.out()
                    .lines()
                    .filter(l -> l.length() > Math.max(60, columns))
                    .toList();
            assertEquals(
                    List.of("[1] " + name),
                    wide.stream().distinct().toList(),
                    "only the legend may be wider, so that the name can be copied");
        }
    }

    @Test
    void csvAndJsonAreWellFormed() throws IOException {
        Path suite =
                SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL.replace("{sgd: {rate: 0.2}}", "sgd") + """
                    compare:
                      - {name: 'quoted "a, b"', optimizer.sgd.rate: 0.2}
                      - {name: naïve, optimizer.sgd.rate: 0.1}
                      - {name: steep, optimizer.sgd.rate: 1e30, loss: seed-cross-entropy}
                    baseline: naïve
                    """);
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", folder.resolve("results"))
                        .code());
        List<String> csv = InProcessCli.run("compare", suite, "--out", folder.resolve("results"), "--format", "csv")
                .out()
                .lines()
                .toList();
        assertEquals(4, csv.size());
        assertTrue(csv.get(0).startsWith("cell,axis.variant,baseline,seeds,finished,"), csv.get(0));
        assertTrue(csv.get(1).startsWith("\"quoted \"\"a, b\"\"\",\"quoted \"\"a, b\"\"\",false,2,"), csv.get(1));
        assertTrue(csv.get(2).startsWith("naïve,naïve,true,2,2,"), csv.get(2));
        long columns = csv.get(0).chars().filter(c -> c == ',').count();
        assertEquals(columns, csv.get(2).chars().filter(c -> c == ',').count());

        String json = InProcessCli.run("compare", suite, "--out", folder.resolve("results"), "--format", "JSON")
                .out();
        List<String> names = new ArrayList<>();
        try (JsonParser p = new JsonFactory().createParser(json)) {
            for (JsonToken t = p.nextToken(); t != null; t = p.nextToken()) {
                if (t == JsonToken.VALUE_STRING && "name".equals(p.currentName())) {
                    names.add(p.getText());
                }
            }
        }
        assertEquals(List.of("accuracy", "loss", "quoted \"a, b\"", "naïve", "steep"), names);
    }

    private String run(String text) {
        CommandResult e =
                InProcessCli.run("run", SampleSuites.write(folder, "s.yaml", text), "--out", folder.resolve("results"));
        assertEquals(0, e.code(), e.err());
        return e.out();
    }

    /** Returns header, separator and rows of the first table. */
    private static List<String> table(String out) {
        return out.lines()
                .dropWhile(l -> !l.startsWith("cell "))
                .takeWhile(l -> !l.isEmpty())
                .toList();
    }
}
