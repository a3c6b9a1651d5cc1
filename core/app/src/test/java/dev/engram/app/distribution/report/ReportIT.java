package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.Chromium;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.distribution.SampleSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the page that {@code engram report} writes, in a browser. */
@Timeout(300)
class ReportIT extends ReportPage {
    private static final String VALLEY = """
        name: valley
        landscape: himmelblau
        start: random
        training: {steps: 60}
        seeds: 3
        compare: {optimizer: [{sgd: {rate: 0.001}}, {adam: {rate: 0.1}}]}
        """;

    private static final String PROBLEMS = """
        name: problems
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 3, batch: 16}
        seeds: 2
        compare:
          data: [{iris: {validation: 0.2}}, {wine: {validation: 0.2, scaling: standard}}]
          optimizer: [{sgd: {rate: 0.1}}, {adam: {rate: 0.01}}, {momentum: {rate: 0.1}}]
        """;

    private static final String DEPTHS = """
        name: depths
        data: {iris: {validation: 0.2, scaling: standard}}
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 2, batch: 16}
        seeds: 2
        measure: [accuracy, alignment]
        problems:
          - {name: shallow, network: [{dense: {units: 4, activation: tanh}}, {dense: {units: 3, activation: softmax}}]}
          - name: deep
            network:
              - dense: {units: 4, activation: tanh}
              - dense: {units: 4, activation: tanh}
              - dense: {units: 3, activation: softmax}
        compare: {rule: [backprop, feedback-alignment, output-only]}
        """;

    private static final String TUNED = """
        name: tuned
        data: {iris: {test: 0.2, validation: 0.2, scaling: standard}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        training: {epochs: 3, batch: 16}
        seeds: 3
        tune:
          trials: 10
          space:
            optimizer.sgd.rate: {log-uniform: [0.001, 1]}
            optimizer.momentum.rate: {log-uniform: [0.001, 1]}
            optimizer.momentum.momentum: {grid: [0.5, 0.9, 0.99]}
        compare: {optimizer: [sgd, momentum]}
        """;

    private static final String DETAILS = """
        name: details
        data: {iris: {test: 0.2, scaling: standard}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.1}}
        training: {epochs: 2, batch: 16}
        seeds: 2
        measure: [accuracy, f1, confusion-matrix, calibration-error]
        compare: {rule: [backprop, output-only]}
        """;

    /** What the tests of the page of the rules ask it; a browser opens it once for all of them. */
    private static final String FACTS = INSPECT + """
        const links = [...document.querySelectorAll('.contents a')];
        look('contents', links.map((a) => a.textContent).join('|') === document.body.dataset.sections);
        look('targets', links.every((a) => document.querySelectorAll(a.getAttribute('href')).length === 1));
        const costs = [...document.querySelectorAll('#side-by-side th')]
          .filter((h) => ['seeds', 'steps', 'seconds', 'multiply-adds', 'state bytes'].includes(h.textContent));
        look('costs', costs.length);
        look('seen', costs.every((h) => h.getBoundingClientRect().right <= innerWidth - 20));
        look('used', page.getBoundingClientRect().width > 1350);
        """;

    private static Chromium.PageResult opened;

    @BeforeAll
    static void forgetPage() {
        opened = null;
    }

    /** Returns the page of the rules, 1400 pixels wide. */
    private Chromium.PageResult opened() throws Exception {
        if (opened == null) {
            opened = Chromium.open(reportOfRules(), FACTS, 1400, false, folder);
        }
        return opened;
    }

    @Test
    @Tag("browser")
    void theDetailsOfMetricsAreDrawnAndListed() throws Exception {
        Chromium.PageResult pageResult = Chromium.open(report(DETAILS), INSPECT + """
            const first = charts.find((c) => c.key.startsWith('confusion'));
            const cells = first.made.getOption().series[0].data;
            look('elements', cells.length);
            look('examples', cells.map((c) => c.count).reduce((a, b) => a + b));
            const texts = [...first.box.querySelectorAll('text')].map((t) => t.textContent);
            const numbers = texts.filter((t) => /^[0-9.]+$/.test(t));
            look('numbers', numbers.length === cells.filter((c) => c.count > 0).length);
            look('headings', [...document.querySelectorAll('#classes th button')].map((b) => b.textContent).join());
            """, 1200, false, folder);
        assertEquals(List.of(), pageResult.console());
        String sections = attribute(pageResult, "sections");
        assertTrue(sections.contains("Confusion matrices|Calibration|Details of metrics"), sections);
        assertEquals("9", attribute(pageResult, "elements"));
        assertEquals("30", attribute(pageResult, "examples"));
        assertEquals("true", attribute(pageResult, "numbers"));
        assertTrue(
                attribute(pageResult, "headings").startsWith("cell,setosa,versicolor,virginica,cell,part,count"),
                attribute(pageResult, "headings"));
    }

    @Test
    @Tag("browser")
    void everyNonEmptySectionIsRenderedWithoutErrors() throws Exception {
        assertEquals(List.of(), opened().console());
        assertEquals(
                "Verdicts|Side by side|Learning curves|Performance profile|Effect of the rate|Alignment with the"
                        + " true gradient, degrees|Cost against accuracy|Differences between the configurations|Every"
                        + " run",
                attribute(opened(), "sections"));
        assertEquals("", attribute(opened(), "empty"));
        assertEquals("verdict", attribute(opened(), "first"));
    }

    @Test
    @Tag("browser")
    void theContentsLinkToEveryHeading() throws Exception {
        assertEquals("true", attribute(opened(), "contents"));
        assertEquals("true", attribute(opened(), "targets"));
    }

    @Test
    @Tag("browser")
    void theCostsOfManyMetricsAreShownAt1400PixelsWithoutScrollingSideways() throws Exception {
        assertEquals("5", attribute(opened(), "costs"));
        assertEquals("true", attribute(opened(), "seen"));
        assertEquals("true", attribute(opened(), "used"));
    }

    @Test
    @Tag("browser")
    void trajectoriesAreDrawnOverTheLandscapeOnANarrowDarkScreen() throws Exception {
        Chromium.PageResult pageResult = Chromium.open(report(VALLEY), INSPECT + """
            look('wide', document.documentElement.scrollWidth > innerWidth);
            look('ground', getComputedStyle(document.body).backgroundColor);
            look('curve', charts[0].title);
            """, 500, true, folder);
        assertEquals(List.of(), pageResult.console());
        assertTrue(
                attribute(pageResult, "sections").contains("Paths over the landscape"),
                attribute(pageResult, "sections"));
        assertEquals("", attribute(pageResult, "empty"));
        assertEquals("false", attribute(pageResult, "wide"));
        assertEquals("rgb(20, 23, 27)", attribute(pageResult, "ground"));
        assertEquals("value", attribute(pageResult, "curve"), "a landscape has no validation data");
    }

    @Test
    @Tag("browser")
    void severalProblemsAreRankedOnAPhoneToo() throws Exception {
        Chromium.PageResult pageResult = Chromium.open(report(PROBLEMS), INSPECT + """
            const ranks = charts.find((c) => c.key === 'ranks').box;
            const names = [...ranks.querySelectorAll('text')].map((t) => t.textContent.trim());
            const ranked = ['adam', 'momentum', 'sgd'].filter((v) => names.some((n) => n.match('^[1-3].*' + v)));
            look('ranked', ranked.join());
            const cut = [...document.querySelectorAll('tbody th')].filter((h) => h.scrollWidth > h.clientWidth);
            look('clipped', cut.length);
            """, 500, false, folder);
        assertEquals(List.of(), pageResult.console());
        assertTrue(
                attribute(pageResult, "sections").contains("Ranks across problems"), attribute(pageResult, "sections"));
        assertEquals("", attribute(pageResult, "empty"));
        assertEquals("0", attribute(pageResult, "clipped"));
        assertEquals("adam,momentum,sgd", attribute(pageResult, "ranked"));
    }

    @Test
    @Tag("browser")
    void everyProblemHasChartsForTheLayersOfItsNetwork() throws Exception {
        Chromium.PageResult pageResult = Chromium.open(report(DEPTHS), """
            const look = (name, value) => document.body.setAttribute('data-' + name, value);
            const layers = () => charts
                .filter((c) => c.box.isConnected && c.title.startsWith('layer')).map((c) => c.title).join();
            look('shallow', layers());
            const list = document.querySelector('select[data-choice=problem]');
            list.selectedIndex = 1;
            list.dispatchEvent(new Event('change'));
            look('deep', layers());
            look('headings', [...document.querySelectorAll('.said > strong')]
                .map((s) => s.textContent.split(' ').slice(0, 3).join(' ')).join('|'));
            """, 1200, false, folder);
        assertEquals(List.of(), pageResult.console());
        assertEquals("layer0,layer1", attribute(pageResult, "shallow"));
        assertEquals("layer0,layer1,layer2", attribute(pageResult, "deep"));
        assertEquals(
                "shallow: Verdicts by|shallow: Single networks,|deep: Verdicts by|deep: Single networks,|Over all"
                        + " problems:",
                attribute(pageResult, "headings"));
    }

    @Test
    @Tag("browser")
    void thePerformanceProfileUsesTheTarget() throws Exception {
        Chromium.PageResult pageResult = Chromium.open(
                report(RULES + "target: {metric: accuracy, at: 0.8}\n"), INSPECT + """
                    const profile = charts.find((c) => c.key.startsWith('profile'));
                    look('caption', profile.caption.textContent);
                    const areas = profile.made.getOption().series.filter((s) => s.type === 'custom').length;
                    look('areas', areas === data.profile.bands.filter((b) => b.length).length);
                    """, 1200, false, folder);
        assertEquals(List.of(), pageResult.console());
        assertTrue(
                attribute(pageResult, "caption")
                        .startsWith("Share of 6 instances (a problem with a seed) in which a variant reaches accuracy"
                                + " 0.8 for at most this multiple"),
                attribute(pageResult, "caption"));
        assertEquals("true", attribute(pageResult, "areas"));
    }

    @Test
    @Tag("browser")
    void tuningIsShownWithEveryTrial() throws Exception {
        Path page = report(TUNED);
        Chromium.PageResult pageResult = Chromium.open(page, INSPECT + """
            look('titles', charts.map((c) => c.title).join('|'));
            look('chosen', document.querySelectorAll('#tuned tbody tr').length);
            look('trials', document.querySelectorAll('#trials tbody tr').length);
            const drawn = (key) => charts.find((c) => c.key === key).made.getOption();
            const bars = drawn('tuning importance').series;
            look('bars', bars.map((s) => s.name).join());
            look('sum', Math.round(1000 * bars.map((s) => s.data[0].value).reduce((a, b) => a + b)));
            look('axes', drawn('tuning parallel momentum').parallelAxis.map((a) => a.name).join());
            look('lines', drawn('tuning parallel momentum').series[0].data.length);
            """, 1200, false, folder);
        assertEquals(List.of(), pageResult.console());
        assertTrue(attribute(pageResult, "sections").contains("Tuning"), attribute(pageResult, "sections"));
        assertTrue(
                attribute(pageResult, "titles")
                        .contains("Best result by number of trials|Trials over rate|Trials over momentum"),
                attribute(pageResult, "titles"));
        assertEquals("", attribute(pageResult, "empty"));
        assertEquals("2", attribute(pageResult, "chosen"));
        assertEquals("20", attribute(pageResult, "trials"));
        assertEquals("rate,momentum,interactions", attribute(pageResult, "bars"));
        assertEquals("1000", attribute(pageResult, "sum"));
        assertEquals("rate,momentum,accuracy", attribute(pageResult, "axes"));
        assertEquals("10", attribute(pageResult, "lines"));
    }

    @Test
    @Tag("browser")
    void anUnfinishedSearchIsShown() throws Exception {
        report(TUNED);
        CommandResult written = InProcessCli.run(
                "report", folder.resolve("s.yaml"), "--out", folder.resolve("results"), "--set", "tune.trials=13");
        assertEquals(0, written.code(), written.err());
        Chromium.PageResult pageResult = Chromium.open(Path.of(written.out().strip()), INSPECT, 1200, false, folder);
        assertEquals(List.of(), pageResult.console());
        assertTrue(attribute(pageResult, "sections").contains("Tuning"), attribute(pageResult, "sections"));
    }

    @Test
    void thePageLoadsNothingAndIsSmall() throws IOException {
        Path page = reportOfRules();
        String html = Files.readString(page);
        assertFalse(Pattern.compile("(src|href)=[\"']?(https?:)?//")
                .matcher(html.substring(0, html.indexOf("<script>")))
                .find());
        assertEquals(-1, html.indexOf("<link"));
        assertTrue(Files.size(page) < 1_500_000, Files.size(page) + " bytes");
    }

    @Test
    void withoutRunsThereIsNoReport() {
        Path file = SampleSuites.write(folder, "s.yaml", RULES);
        CommandResult e = InProcessCli.run("report", file, "--out", folder.resolve("results"))
                .withFolderAsDir(folder);
        assertEquals(2, e.code());
        assertEquals("", e.out());
        assertTrue(
                e.err()
                        .startsWith(
                                "--out DIR/results: this folder of results does not exist; 'engram run DIR/s.yaml --out"
                                        + " DIR/results' creates it (--to names the output of this command)\n"),
                e.err());
    }
}
