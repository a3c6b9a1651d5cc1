package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.Chromium;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs a suite and writes the page of its report. */
abstract class ReportPage {
    static final String RULES = """
        name: two rules
        about: "A </script> in a text is only a text."
        data: {iris: {test: 0.2, validation: 0.2, scaling: standard}}
        network: [{dense: {units: 6, activation: tanh}}, {dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 8, batch: 16}
        seeds: 6
        measure: [accuracy, loss, alignment]
        compare:
          - {name: true gradient, rule: backprop, optimizer: {sgd: {rate: 0.1}}}
          - {name: fixed feedback, rule: feedback-alignment, optimizer: {sgd: {rate: 0.1}}}
          - {name: slow, rule: backprop, optimizer: {sgd: {rate: 0.01}}}
          - {name: fast, rule: backprop, optimizer: {sgd: {rate: 0.5}}}
        baseline: true gradient
        """;

    /** Draws every chart and writes facts for the tests into the document. */
    static final String INSPECT = """
        charts.filter((c) => c.box.isConnected).forEach(draw);
        const look = (name, value) => document.body.setAttribute('data-' + name, value);
        const curve = () => charts[0].box.querySelectorAll('path').length;
        look('charts', charts.length);
        look('empty', charts.filter((c) => c.box.querySelectorAll('path').length < 4).map((c) => c.title).join());
        look('sections', [...document.querySelectorAll('h2')].map((h) => h.textContent).join('|'));
        look('first', page.children[1].id);
        """;

    @TempDir
    private static Path shared;

    private static Path rules;

    @TempDir
    Path folder;

    @BeforeAll
    static void forgetRules() {
        rules = null;
    }

    /** Returns the page of the suite of rules, whose runs are made once for all tests of a class. */
    static Path reportOfRules() throws IOException {
        if (rules == null) {
            rules = report(RULES, shared);
        }
        return rules;
    }

    Path report(String suite) throws IOException {
        return report(suite, folder);
    }

    private static Path report(String suite, Path folder) throws IOException {
        Path file = SampleSuites.write(folder, "s.yaml", suite);
        Path out = folder.resolve("results");
        CommandResult run = InProcessCli.run("run", file, "--out", out);
        assertEquals(0, run.code(), run.err());
        CommandResult written = InProcessCli.run("report", file, "--out", out);
        assertEquals(0, written.code(), written.err());
        return Path.of(written.out().strip());
    }

    static String attribute(Chromium.PageResult pageResult, String name) {
        Matcher m = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(pageResult.dom());
        assertTrue(m.find(), name + " is missing; console of the page: " + pageResult.console());
        return m.group(1);
    }
}
