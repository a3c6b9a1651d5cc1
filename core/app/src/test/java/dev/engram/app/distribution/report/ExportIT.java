package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.engram.app.distribution.Chromium;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Tests {@code engram export}. */
class ExportIT {
    @TempDir
    private Path folder;

    private Path suite;

    @BeforeEach
    void run() {
        suite = SampleSuites.write(
                folder,
                "s.yaml",
                SampleSuites.PAIR.replace(
                        "[backprop, output-only]", "[backprop, output-only]}\nbaseline: {rule: backprop"));
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", folder.resolve("results"))
                        .code());
    }

    private Path export(String format) {
        CommandResult e = InProcessCli.run("export", suite, "--out", folder.resolve("results"), "--as", format);
        assertEquals(0, e.code(), e.err());
        return Path.of(e.out().strip());
    }

    @Test
    void csvHasARowForEveryMeasurement() throws IOException {
        List<String> rows = Files.readAllLines(export("csv"));
        assertEquals("cell,seed,run,outcome,step,epoch,phase,metric,value,axis.rule", rows.get(0));
        assertTrue(
                rows.get(1)
                        .matches("backprop,1,[0-9a-f]{32},finished,\\d+,[0-9.]+,(train|validation|test),"
                                + "\\w+,[0-9.]+,backprop"),
                rows.get(1));
        assertEquals(4, rows.stream().filter(r -> r.contains(",test,accuracy,")).count());
    }

    @Test
    void jsonLinesHaveAnObjectForEveryRun() throws IOException {
        List<String> lines = Files.readAllLines(export("jsonl"));
        assertEquals(4, lines.size());
        for (String line : lines) {
            try (JsonParser p = new JsonFactory().createParser(line)) {
                int tokens = 0;
                while (p.nextToken() != null) {
                    tokens++;
                }
                assertTrue(tokens > 30, line);
            }
        }
    }

    @Test
    void latexHasATableOfTheComparison() throws IOException {
        String tex = Files.readString(export("latex"));
        assertTrue(
                tex.contains("\\begin{tabular}{lrrr}\n"
                        + "\\toprule\n"
                        + "cell & accuracy & loss & seeds \\\\\n"
                        + "\\midrule\n"),
                tex);
        assertTrue(tex.contains("\noutput-only & \\boldmath$0."), "by two seeds nothing is shown to be worse: " + tex);
        assertTrue(tex.contains("against backprop & verdict & $\\Delta$ accuracy"), "the verdicts: " + tex);
        assertTrue(tex.endsWith("\\bottomrule\n\\end{tabular}\n"), tex);
    }

    @Test
    @Tag("browser")
    void everyChartIsDrawnAsAnImageWhateverTheNamesOfItsCells() throws Exception {
        suite = SampleSuites.write(folder, "s.yaml", SampleSuites.SMALL.replace("rule: backprop\n", "") + """
            measure: [accuracy, loss]
            compare:
              - {name: 'a <b>"bold"</b> & name', rule: backprop}
              - {name: control, rule: output-only}
            """);
        assertEquals(
                0,
                InProcessCli.run("run", suite, "--out", folder.resolve("results"))
                        .code());
        Path chromium = Chromium.browser();
        for (String kind : List.of("svg", "png")) {
            CommandResult e = InProcessCli.run(
                    "export",
                    suite,
                    "--out",
                    folder.resolve("results"),
                    "--as",
                    kind,
                    "--to",
                    folder.resolve(kind),
                    "--browser",
                    chromium);
            assertEquals(0, e.code(), e.err());
            try (Stream<Path> files = Files.list(folder.resolve(kind))) {
                assertEquals(
                        List.of("cost." + kind, "curves-validation-accuracy." + kind, "curves-validation-loss." + kind),
                        files.map(f -> f.getFileName().toString()).sorted().toList());
            }
        }
        BufferedImage png = ImageIO.read(folder.resolve("png/cost.png").toFile());
        assertEquals(2700, png.getWidth());
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("svg/cost.svg").toFile());
        assertEquals("svg", svg.getDocumentElement().getTagName());
        assertTrue(svg.getElementsByTagName("path").getLength() > 5);
        assertTrue(
                svg.getDocumentElement().getTextContent().contains("a <b>\"bold\"</b> & name"),
                svg.getDocumentElement().getTextContent());
    }

    @Test
    void aProgramThatIsNotABrowserIsRefused() {
        CommandResult e = InProcessCli.run(
                "export", suite, "--out", folder.resolve("results"), "--as", "svg", "--browser", "/bin/true");
        assertEquals(2, e.code());
        assertTrue(e.err().startsWith("/bin/true drew no chart"), e.err());
    }

    @Test
    void anUnknownFormatIsRefusedWithTheChoice() {
        CommandResult e = InProcessCli.run("export", suite, "--as", "excel");
        assertEquals(2, e.code());
        assertTrue(
                e.err().contains("choose one of csv, jsonl, parquet, latex, tensorboard, svg, png, mlflow, ro-crate"),
                e.err());
    }
}
