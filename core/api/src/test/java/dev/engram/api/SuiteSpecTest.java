package dev.engram.api;

import static dev.engram.api.Engram.component;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.engine.config.SuiteKey;
import dev.engram.plugins.optimizers.Sgd;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SuiteSpecTest {
    @TempDir
    private Path folder;

    private static List<String> ids(Results results) {
        return results.cells().stream()
                .flatMap(c -> c.runs().stream())
                .map(ResultRun::id)
                .toList();
    }

    /** The name and the base of a suite are arguments of {@link Engram#suite}. */
    @Test
    void everyKeyOfASuiteHasAMethod() {
        Set<String> methods =
                Arrays.stream(SuiteSpec.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
        Map<SuiteKey, String> otherNames = Map.of(SuiteKey.PROBLEMS, "problem", SuiteKey.LINT, "ignoreWarnings");
        assertEquals(
                List.of(SuiteKey.NAME, SuiteKey.EXTENDS),
                Arrays.stream(SuiteKey.values())
                        .filter(k -> !methods.contains(otherNames.getOrDefault(k, k.label())))
                        .toList());
    }

    @Test
    void nullIsAMistakeOfTheCall() {
        SuiteSpec suite = SmallSuites.onIris("null");
        Map<String, Executable> calls = new TreeMap<>();
        calls.put("consumer", () -> suite.onRun(null));
        calls.put("layers", () -> suite.network((Object[]) null));
        calls.put("key", () -> suite.set(null, 1));
        calls.put("setting", () -> suite.training(null, 1));
        calls.put("axis", () -> suite.compare(null, 1));
        calls.put("path", () -> suite.store(null));
        calls.put("plugin", () -> suite.plugins((Path) null));
        calls.put("limit", () -> suite.timeLimit(null));
        calls.put("file", () -> Engram.suite((Path) null));
        calls.put("name", () -> Engram.suite((String) null));
        calls.put("hyperparameter", () -> component("sgd").with(null, 1));
        calls.forEach((argument, call) -> assertEquals(
                argument, assertThrows(NullPointerException.class, call).getMessage()));
        assertEquals(
                "the time limit must be longer than 0, not PT0S",
                assertThrows(IllegalArgumentException.class, () -> suite.timeLimit(Duration.ZERO))
                        .getMessage());
        InvalidSuiteException e = assertThrows(
                InvalidSuiteException.class, () -> suite.about(null).check());
        assertTrue(e.getMessage().contains("about: expected text, "), e.getMessage());
    }

    @Test
    void textsNamesMapsAndRecordsOfTheSameComponentAreTheSameRun() {
        List<Object> forms = List.of(
                "sgd: {rate: 0.05}",
                component("sgd").with("rate", 0.05),
                component("sgd").with("rate", 0.05f),
                Map.of("sgd", Map.of("rate", 0.05)),
                new Sgd(0.05f));
        List<List<String>> ids = forms.stream()
                .map(f -> ids(SmallSuites.onIris("forms").optimizer(f).seeds(1).run()))
                .distinct()
                .toList();
        assertEquals(1, ids.size());
        assertEquals(1, ids.get(0).size());
    }

    @Test
    void anOptimizerOfTheProgramIsComparedAsARecordAndByName() {
        Results byRecord = SmallSuites.onIris("own")
                .compare("optimizer", "sgd: {rate: 0.1}", new HalfSgd(0.2f))
                .seeds(2)
                .run();
        Results byName = SmallSuites.onIris("own")
                .component(HalfSgd.class)
                .compare("optimizer", "sgd: {rate: 0.1}", "half-sgd: {rate: 0.2}")
                .seeds(2)
                .run();
        assertEquals(ids(byRecord), ids(byName));
        for (int seed = 0; seed < 2; seed++) {
            assertEquals(
                    byRecord.cells().get(0).runs().get(seed).hash(),
                    byRecord.cells().get(1).runs().get(seed).hash(),
                    "half of 0.2 is 0.1");
        }
        assertNotEquals(
                byRecord.cells().get(0).runs().get(0).id(),
                byRecord.cells().get(1).runs().get(0).id());
    }

    @Test
    void resultsHaveCellsSeedsMetricsAndTheAnswer() {
        List<ResultRun> ended = new ArrayList<>();
        Results results = SmallSuites.onIris("values")
                .compare("optimizer", "sgd: {rate: 0.1}", "adam: {rate: 0.01}")
                .seeds(6)
                .onRun(ended::add)
                .run();
        assertEquals(12, ended.size());
        assertEquals("values", results.suite());
        ResultCell adam = results.cells().get(1);
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L),
                adam.runs().stream().map(ResultRun::seed).toList());
        double mean = adam.runs().stream()
                .mapToDouble(r -> r.metric("accuracy").orElseThrow())
                .average()
                .orElseThrow();
        assertEquals(mean, adam.mean("accuracy").value(), 1e-12);
        Difference d = results.differences().get(0);
        assertEquals("cells", d.kind());
        assertEquals(6, d.seeds());
        assertEquals(1, d.direction());
        assertTrue(d.low() <= d.estimate() && d.estimate() <= d.high(), d::toString);
        assertTrue(d.pCorrected() > 0 && d.pCorrected() <= 1, d::toString);
        assertEquals(d, results.difference(d.cell()));
        assertTrue(results.table().contains("verdict"), results.table());
        assertThrows(IllegalArgumentException.class, () -> results.cell("nobody"));
        assertThrows(IllegalArgumentException.class, () -> adam.mean("weight"));
    }

    @Test
    void runsOfAStoreAreNotMadeAgain() {
        Path store = folder.resolve("runs.db");
        List<ResultRun> made = new ArrayList<>();
        Results first = SmallSuites.onIris("kept")
                .optimizer("sgd")
                .seeds(2)
                .store(store)
                .onRun(made::add)
                .run();
        assertEquals(2, made.size());
        Results second = SmallSuites.onIris("kept")
                .optimizer("sgd")
                .seeds(2)
                .store(store)
                .onRun(made::add)
                .run();
        assertEquals(2, made.size());
        assertEquals(first, second);
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheLinesOfTheirCalls() {
        SuiteSpec suite = SmallSuites.onIris("wrong")
                .loss("cross-entropi")
                .training("epoch", 3)
                .optimizer("adam: {beta1: 1.2}")
                .set("colour", "red")
                .measure(new Date(0))
                .seeds(3);
        InvalidSuiteException e = assertThrows(InvalidSuiteException.class, suite::run);
        String all = e.getMessage();
        assertTrue(all.contains("this is given twice, first at SmallSuites.java:"), all);
        assertTrue(all.contains("training.epoch: unknown key; did you mean epochs?"), all);
        assertTrue(all.contains("optimizer.adam.beta1: 1.2 is outside [0,1)"), all);
        assertTrue(all.contains("colour: unknown key"), all);
        assertTrue(all.contains("measure: expected text, a number"), all);
        assertTrue(all.endsWith("5 problems; nothing was run."), all);
        int line = line(all, "training.epoch:");
        assertEquals(line + 1, line(all, "optimizer.adam.beta1:"));
        assertEquals(line + 2, line(all, "colour:"));
    }

    private static int line(String all, String path) {
        String found =
                all.lines().filter(l -> l.contains(" " + path)).findFirst().orElseThrow();
        return Integer.parseInt(found.replaceFirst("SuiteSpecTest\\.java:(\\d+) .*", "$1"));
    }

    @Test
    void aMistakeInAFileHasItsPlaceThereAndOneInTheProgramHere() throws Exception {
        Path file = Files.writeString(folder.resolve("suite.yaml"), """
            data: {iris: {test: 0.3}}
            network: [{dense: {units: 3, activation: softmx}}]
            loss: cross-entropy
            optimizer: sgd
            training: {epochs: 1}
            """);
        InvalidSuiteException e = assertThrows(
                InvalidSuiteException.class,
                () -> Engram.suite(file).set("training.epochs", -1).check());
        assertEquals(2, e.problems().size(), e::getMessage);
        assertTrue(e.getMessage().contains("suite.yaml:2:42 network"), e::getMessage);
        assertTrue(e.getMessage().contains("SuiteSpecTest.java:"), e::getMessage);
    }

    @Test
    void checkingRunsNothingAndReturnsDoubts() {
        SuiteSpec suite = SmallSuites.onIris("few")
                .compare("optimizer", "sgd: {rate: 0.1}", "adam: {rate: 0.01}")
                .seeds(2)
                .onRun(run -> {
                    throw new AssertionError("a run was made");
                });
        assertTrue(
                suite.check().stream().anyMatch(w -> w.contains("seeds")),
                () -> suite.check().toString());
    }

    @Test
    void nothingElseIsReportedOfAFileThatDoesNotExist() {
        SuiteSpec suite = Engram.suite(folder.resolve("none.yaml")).seeds(2);
        InvalidSuiteException e = assertThrows(InvalidSuiteException.class, suite::check);
        assertEquals(List.of(folder.resolve("none.yaml") + " does not exist"), e.problems());
    }

    @Test
    void aPluginThatDoesNotExistIsAMistakeOfTheSuite() {
        SuiteSpec suite = SmallSuites.onIris("plugin").plugins(folder.resolve("none.jar"));
        InvalidSuiteException e = assertThrows(InvalidSuiteException.class, suite::run);
        assertTrue(e.getMessage().contains("none.jar: this plugin file or folder does not exist"), e::getMessage);
    }

    @Test
    void aSourceFileIsAPluginHereToo() throws Exception {
        Path source = Files.writeString(folder.resolve("Quarter.java"), """
            import dev.engram.spi.*;

            /** A quarter of a step. */
            @Component("quarter")
            public record Quarter(@Hyper("0.1") float rate) implements Optimizer {
                @Override
                public void update(Step s) {
                    for (int i = s.from(); i < s.to(); i++) {
                        s.gradient()[i] *= rate / 4;
                    }
                }
            }
            """);
        Results results = SmallSuites.onIris("source")
                .plugins(source)
                .optimizer("quarter")
                .seeds(1)
                .run();
        assertEquals(List.of(), results.failed());
        assertEquals(1, ids(results).size());
    }

    @Test
    void aRunThatFailsEndsAloneAndSaysWhy() {
        Results results = SmallSuites.onIris("failing")
                .compare("optimizer", "sgd: {rate: 0.1}", new FailingSgd(0.1f))
                .seeds(1)
                .run();
        assertEquals(1, results.failed().size());
        assertTrue(results.failed().get(0).reason().contains("no more steps"), results.failed()::toString);
        assertEquals(1, results.cells().get(0).runs().size());
    }
}
